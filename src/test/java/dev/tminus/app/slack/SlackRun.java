package dev.tminus.app.slack;

import dev.tminus.action.Actions;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.engine.EngineSettings;
import dev.tminus.engine.StartArguments;
import dev.tminus.journal.Changes;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Journal;
import dev.tminus.notice.Address;
import dev.tminus.notice.Delivery;
import dev.tminus.reader.PlanText;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import dev.tminus.run.Actor;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** A run that waits for people, in a journal of its own, told of in a Slack of its own. */
final class SlackRun implements AutoCloseable {

    static final RunId RUN = new RunId("r-20261201-slack");
    private static final RunbookReader READER = new RunbookReader(List.of());

    final FakeSlack slack = new FakeSlack(Faults.NEVER);
    final Journal journal = new InMemoryJournal(InstantSource.system());
    final Workspaces workspaces;
    final Engine engine;

    /** Open while the run is: it does not wait for what a slow machine still rules on when it closes. */
    final Clicks clicks;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Drive drive;
    private final Delivery delivery;

    SlackRun(String steps, Map<String, String> variables) {
        engine = new Engine(
                journal,
                text -> new PlanText(READER).read(text),
                new Actions(List.of()),
                (secret, how) -> "xoxb-good-secret",
                new EngineSettings("test", InstantSource.system(), Path.of("target"), EngineSettings.LEASE, 64, "test"),
                threads);
        Map<String, String> all = new java.util.HashMap<>(variables);
        all.put("SLACK_API_URL", slack.url());
        workspaces = new Workspaces(run -> engine.medium(new RunId(run), Address.SLACK), all, InstantSource.system());
        clicks = new Clicks(engine, workspaces);
        delivery = new Delivery(
                journal.outbox(),
                medium -> Optional.of(new SlackNotifier(workspaces)),
                (run, text) -> engine.hiding(new RunId(run)).apply(text),
                "test",
                InstantSource.system());
        engine.start(
                plan(steps),
                new StartArguments(RUN, Actor.cli("olga"), Optional.empty(), Map.of(), List.of(), Path.of(".")));
        drive = engine.take(RUN);
        go();
    }

    private static Plan plan(String steps) {
        Reading reading = READER.read("slack", """
                runbook: v1
                id: told
                roles: { dba: {}, engineer: {} }
                secrets: { slack_token: { from: env, name: ANY } }
                environments:
                  production:
                    policy: { risky_approvals: console }
                    roles: { dba: [anna, dora, U0ZOE], engineer: [bert] }
                notify:
                  slack:
                    channel: "#release"
                    token: "${{ secrets.slack_token }}"
                    people: { anna: U0ANNA, bert: bert@example.org, dora: dora@example.org }
                phases:
                  - id: only
                    steps:
                """ + steps.indent(6), path -> Optional.empty());
        return PlanText.bind(
                reading.runbook().orElseThrow(() -> new AssertionError(reading.report())), "production", Values.NONE);
    }

    /** Takes the run as far as it goes. */
    void drive() {
        drive.refresh();
        drive.turn();
    }

    /** Takes the run as far as it goes, and tells of it. */
    void go() {
        drive();
        delivery.pass();
    }

    /** The message that asks. */
    Posted card() {
        return slack.posted().stream()
                .filter(message -> message.form().getOrDefault("blocks", "").contains(Click.ACTION))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("nobody is asked anything"));
    }

    <T extends RunEvent> List<T> events(Class<T> kind) {
        return journal.read(RUN).events().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Waits for something that others write, without looking more often than something is written. */
    void await(BooleanSupplier condition) {
        try (Changes changes = journal.changes()) {
            long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("nothing of that kind happened in time");
                }
                changes.await(Duration.ofMillis(200));
            }
        }
    }

    @Override
    public void close() {
        clicks.close();
        drive.close();
        workspaces.close();
        slack.close();
        threads.shutdownNow();
    }
}
