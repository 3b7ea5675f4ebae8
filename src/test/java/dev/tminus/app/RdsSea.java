package dev.tminus.app;

import dev.tminus.action.Actions;
import dev.tminus.action.StepAction;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsAction;
import dev.tminus.app.aws.Pauses;
import dev.tminus.app.aws.secret.AwsSecrets;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.book.Answers;
import dev.tminus.book.Input;
import dev.tminus.book.Plan;
import dev.tminus.book.PlanReader;
import dev.tminus.book.Runbook;
import dev.tminus.book.Values;
import dev.tminus.engine.Engine;
import dev.tminus.engine.EngineSettings;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.reader.PlanText;
import dev.tminus.reader.RunbookReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What all voyages of the donations runbook on RDS share, since it is dear to make: the plan, the actions, the clients. */
final class RdsSea {

    private static final Path FILE = DonationsSite.FOLDER.resolve("donations.runbook.yaml");

    /** Looks a minute apart; calls that AWS throttles are tried again at once. */
    private static final Pauses PAUSES = new Pauses(Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(2));

    final SettableTime clock = new SettableTime();
    final Plan plan;
    private final Map<String, Plan> read = new ConcurrentHashMap<>();
    private final Path folder;
    private final AwsAccess aws;
    private final PlanReader plans;
    private final Actions actions;

    /** @param answer how long a call of AWS may take */
    RdsSea(Path folder, Map<String, String> variables, Duration answer) {
        this.folder = folder;
        this.aws = new AwsAccess(variables, clock, PAUSES, answer);
        List<StepAction> all;
        try (Supervisor supervisor = new Supervisor(folder, Map.of())) {
            all = ShippedActions.all(new RunAction(supervisor), clock, aws);
        }
        this.actions = new Actions(all.stream()
                .map(action -> action instanceof AwsAction ? action : new CalmAction(action.type()))
                .toList());
        RunbookReader reader = new RunbookReader(actions.types());
        this.plan = plan(reader);
        this.plans = text -> read.computeIfAbsent(text, fresh -> silent(new PlanText(reader).read(fresh)));
    }

    private static Plan plan(RunbookReader reader) {
        Runbook runbook = reader.read(FILE).runbook().orElseThrow();
        Map<String, Object> given =
                Map.of("migration", "20251201000000_gift_net_amount", "window", "2026-12-01T01:00[Europe/Berlin]/PT3H");
        Map<String, Object> values = new LinkedHashMap<>();
        for (Input input : runbook.inputs().values()) {
            Optional.ofNullable(given.get(input.name()))
                    .or(() -> input.fallback().map(template -> template.resolve(name -> Optional.empty())))
                    .ifPresent(value -> values.put(input.name(), Answers.read(input, value)));
        }
        return PlanText.bind(runbook, "demo_rds", new Values(values));
    }

    /** Whom nobody tells anything: that takes as long as everything else together, and is tried elsewhere. */
    private static Plan silent(Plan plan) {
        Runbook said = plan.runbook();
        Runbook silent = new Runbook(
                said.id(),
                said.name(),
                said.owner(),
                said.docs(),
                said.tags(),
                said.inputs(),
                said.vars(),
                said.roles(),
                said.secrets(),
                said.connections(),
                said.environments(),
                said.lock(),
                Map.of(),
                said.phases(),
                said.rollbacks(),
                said.groups(),
                said.files(),
                said.text(),
                said.digest());
        return new Plan(silent, plan.environment(), plan.inputs(), plan.text(), plan.digest());
    }

    /** An engine with a journal of its own. */
    Engine engine() {
        return new Engine(
                new InMemoryJournal(clock),
                plans,
                actions,
                new AwsSecrets(aws),
                new EngineSettings("test", clock, folder.resolve("runs"), EngineSettings.LEASE, 64, "test"),
                new AtOnce());
    }
}
