package dev.tminus.app;

import dev.tminus.action.Actions;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.Pauses;
import dev.tminus.app.aws.secret.AwsSecrets;
import dev.tminus.app.postgres.rollback.DatabaseCopies;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.StandInAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.app.slack.ToldInSlack;
import dev.tminus.book.Answers;
import dev.tminus.book.Input;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.engine.EngineSettings;
import dev.tminus.engine.SecretException;
import dev.tminus.engine.StartArguments;
import dev.tminus.engine.Turn;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Journal;
import dev.tminus.reader.PlanText;
import dev.tminus.reader.RunbookReader;
import dev.tminus.run.Actor;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.StepLine;
import dev.tminus.run.WaitKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Drives runs of runbooks that ship, with their actions and an answers file, until they end. */
final class ShippedRun implements AutoCloseable {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Map<String, String> environment = new HashMap<>();
    private final Path file;
    private final Supervisor supervisor;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Journal journal = new InMemoryJournal(CLOCK);
    private final RunbookReader reader;
    private final Engine engine;
    private final Set<String> answered = new HashSet<>();

    ShippedRun(Path file, Path folder, Map<String, String> environment) {
        this(file, folder, environment, new AwsAccess(Map.of(), CLOCK, Pauses.AWS));
    }

    ShippedRun(Path file, Path folder, Map<String, String> environment, AwsAccess aws) {
        this.environment.putAll(environment);
        this.file = file.toAbsolutePath().normalize();
        this.supervisor = new Supervisor(folder.resolve("shell"), System.getenv());
        Actions actions = new Actions(
                        ShippedActions.all(new RunAction(supervisor), CLOCK, aws),
                        (type, executable) -> new StandInAction(type, executable, new RunAction(supervisor)))
                .copying(new DatabaseCopies());
        this.reader = new RunbookReader(actions.types());
        this.engine = new Engine(
                journal,
                new PlanText(reader),
                actions,
                (secret, settings) -> secret.from().startsWith("aws_")
                        ? new AwsSecrets(aws).fetch(secret, settings)
                        : Optional.ofNullable(this.environment.get(String.valueOf(settings.get("name"))))
                                .orElseThrow(() -> new SecretException(secret.name(), settings + " is not set")),
                new EngineSettings("test", CLOCK, folder.resolve("runs"), EngineSettings.LEASE, 64, "test"),
                threads);
    }

    /** Adds to what secrets are read from. */
    void secrets(Map<String, String> more) {
        environment.putAll(more);
    }

    /** Tells a Slack of this machine of every run from now on. */
    ToldInSlack tellSlack(Map<String, String> people) {
        return new ToldInSlack(journal, engine, people);
    }

    /** A run that ended, or that waits for somebody for whom the answers have no word. */
    record Ended(RunState state, Checklist checklist) {

        List<StepLine> lines() {
            return checklist.lines().toList();
        }

        StepLine line(String key) {
            return checklist
                    .lines()
                    .filter(line -> line.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }

    Ended drive(String environment, Map<String, Object> inputs, Map<String, Object> answers)
            throws InterruptedException {
        Plan plan = plan(environment, inputs);
        RunId run = RunId.random(engine.now());
        engine.start(
                plan,
                new StartArguments(
                        run,
                        Actor.cli("tester"),
                        plan.inputs().find("window").map(Window.class::cast),
                        Map.of(),
                        List.of(),
                        file.getParent()));
        try (Drive drive = engine.take(run)) {
            drive.listen((step, text) ->
                    System.out.printf("    %s | %s%n", step, text.strip().replaceAll("\\n.*", "")));
            return drive(drive, answers);
        }
    }

    private Plan plan(String environment, Map<String, Object> given) {
        var reading = reader.read(file);
        Runbook runbook = reading.runbook().orElseThrow(() -> new AssertionError(reading.report()));
        Map<String, Object> values = new LinkedHashMap<>();
        for (Input input : runbook.inputs().values()) {
            Optional.ofNullable(given.get(input.name()))
                    .or(() -> input.fallback().map(template -> template.resolve(name -> Optional.empty())))
                    .ifPresent(value -> values.put(input.name(), Answers.read(input, value)));
        }
        return PlanText.bind(runbook, environment, new Values(values));
    }

    private Ended drive(Drive drive, Map<String, Object> answers) throws InterruptedException {
        int idle = 0;
        Instant patience = CLOCK.instant().plus(Duration.ofMinutes(20));
        while (true) {
            Turn turn = drive.turn();
            Checklist checklist = Checklist.of(drive.plan(), drive.state(), drive.now());
            if (turn.ended() || idle > 20 || CLOCK.instant().isAfter(patience)) {
                show(checklist);
                if (!turn.ended()) {
                    // So that the next run finds the lock free.
                    engine.request(
                            drive.run(), new Request.Abort("the test has no word for this", true), Actor.cli("tester"));
                    drive.refresh();
                    drive.turn();
                }
                return new Ended(drive.state(), checklist);
            }
            if (answered(drive, checklist, answers)) {
                idle = 0;
                continue;
            }
            idle = turn.parked(drive.now().plus(SOON)) ? idle + 1 : 0;
            Duration left =
                    turn.wakeAt().map(at -> Duration.between(drive.now(), at)).orElse(SOON);
            drive.await(left.compareTo(Duration.ofMillis(50)) < 0 ? left : Duration.ofMillis(50));
        }
    }

    private static void show(Checklist checklist) {
        checklist
                .lines()
                .forEach(line -> System.out.printf(
                        "%-9s %-28s %-12s %s %s%n",
                        line.status(),
                        line.key(),
                        line.action(),
                        line.duration(checklist.now()).map(Values::text).orElse(""),
                        line.reason()));
        checklist.waiting().forEach(asked -> System.out.println("waits: " + asked));
        System.out.println(checklist.status() + ", open: " + checklist.openEffects());
    }

    private boolean answered(Drive drive, Checklist checklist, Map<String, Object> answers) {
        boolean any = false;
        for (Asked asked : checklist.waiting()) {
            Object answer = answers.get(asked.step().replaceAll("\\[\\d+]", ""));
            boolean silent = asked.kind() == WaitKind.FAILURE && !(answer instanceof Map<?, ?>);
            if (answer != null && !silent && asked.needsPerson() && asked(asked)) {
                boolean failed = asked.kind() == WaitKind.FAILURE;
                Actor by = failed ? Actor.cli("tester") : new Actor("tester", Actor.ANSWERS, Optional.empty());
                Ruling ruling = engine.request(drive.run(), request(asked, answer), by);
                if (ruling instanceof Ruling.Refused refused) {
                    throw new AssertionError(asked.step() + ": " + refused.reason());
                }
                any = true;
            }
        }
        return any && drive.refresh();
    }

    /** Whether this is asked for the first time. */
    private boolean asked(Asked asked) {
        return answered.add(asked.step() + asked.since());
    }

    static Request request(Asked asked, Object answer) {
        Map<?, ?> fields = answer instanceof Map<?, ?> map ? map : Map.of();
        return switch (asked.kind()) {
            case APPROVE -> new Request.Approve(asked.step(), Optional.of(asked.shownDigest()), "");
            case DECIDE -> new Request.Decide(asked.step(), String.valueOf(fields.get("option")));
            case ASK -> new Request.Answer(asked.step(), named(fields.get("answers")));
            case CONFIRM -> new Request.Confirm(asked.step(), Boolean.TRUE.equals(fields.get("confirm")), "no");
            case MANUAL ->
                fields.containsKey("fail")
                        ? new Request.Fail(asked.step(), String.valueOf(fields.get("fail")))
                        : new Request.Done(asked.step(), new Values(named(fields.get("evidence"))));
            case FAILURE ->
                new Request.RollBack(Optional.of(String.valueOf(fields.get("rollback"))), "as the test says", false);
            case UNKNOWN, TIME, LOCK, PAUSED ->
                throw new AssertionError("%s waits: %s %s".formatted(asked.step(), asked.kind(), asked.detail()));
        };
    }

    private static Map<String, Object> named(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, item) -> map.put(String.valueOf(name), item));
        }
        return map;
    }

    @Override
    public void close() {
        supervisor.close();
        threads.shutdownNow();
        journal.close();
    }
}
