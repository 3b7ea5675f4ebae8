package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.Actions;
import dev.tminus.book.Plan;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.run.Actor;
import dev.tminus.run.Checklist;
import dev.tminus.run.Rehearsal;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rule that a runbook was rehearsed, at the start and again before the first phase inside the window. */
class RehearsalGateTest {

    private static final String BOOK = """
            runbook: v1
            id: gated
            owner: me
            connections: { main: { url: "postgresql://localhost/x" } }
            vars: { large: false }
            environments:
              staging: { rehearsal: true }
              production: { policy: { rehearsed: { within: 14d, in: staging } } }
              huge: { vars: { large: true }, policy: { rehearsed: { within: 14d, in: staging } } }
            phases:
              - { id: before, steps: [{ id: look, test.look: x }, { id: extra, if: vars.large, test.look: y }] }
              - { id: during, at: T, window: required, steps: [{ id: change, test.do: change }] }
            """;

    private final SettableClock clock = new SettableClock(Bed.START);
    private final World world = new World();
    private final ByHand threads = new ByHand();
    private final InMemoryJournal journal = new InMemoryJournal(clock);
    private final Map<String, String> outside = new HashMap<>(Map.of("schema of main", "aaaa"));
    private final Engine engine = new Engine(
            journal,
            Bed.PLANS,
            new Actions(
                    ScriptedAction.all(world),
                    (type, executable) -> {
                        throw new AssertionError("no stand-ins here");
                    },
                    (context, connections) -> {
                        assertThat(connections).containsExactly("main");
                        return Map.copyOf(outside);
                    }),
            (secret, how) -> "x",
            new EngineSettings("me", clock, Path.of("target", "gate"), Duration.ofHours(9), 64, "test"),
            threads);

    private List<StartGate.Finding> gate(String environment) {
        return engine.gate(Bed.plan(BOOK, environment), Bed.arguments(new RunId("r-20261201-gate")));
    }

    private RunState start(String run, String environment) {
        Plan plan = Bed.plan(BOOK, environment);
        engine.start(plan, Bed.arguments(new RunId(run)));
        return go(run);
    }

    private RunState go(String run) {
        try (Drive drive = engine.take(new RunId(run))) {
            for (int turns = 0; turns < 100; turns++) {
                Turn turn = drive.turn();
                threads.runAll();
                if (turn.ended() || (drive.inFlight() == 0 && !drive.await(Duration.ZERO))) {
                    return drive.state();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("run %s does not come to rest".formatted(run));
    }

    private List<String> waits(String run) {
        Engine.Standing standing = engine.read(new RunId(run));
        return Checklist.of(standing.plan(), standing.state(), clock.instant()).waiting().stream()
                .map(asked -> asked.step() + ": " + asked.detail())
                .toList();
    }

    @Test
    void a_rehearsal_on_the_same_schema_lets_the_run_through() {
        clock.set(Bed.WINDOW.begins());
        assertThat(start("r-20261201-one", "staging").status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(gate("production")).isEmpty();

        assertThat(start("r-20261201-two", "production").status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_schema_that_changed_since_stops_the_run_before_its_window_line_by_line() {
        clock.set(Bed.WINDOW.begins());
        start("r-20261201-one", "staging");
        outside.put("schema of main", "bbbb");

        assertThat(start("r-20261201-two", "production").status()).isEqualTo(RunStatus.RUNNING);
        assertThat(waits("r-20261201-two"))
                .singleElement()
                .asString()
                .contains("during: schema of main is not what was rehearsed in r-20261201-one: aaaa there, bbbb here");
        assertThat(world.names()).containsOnlyOnce("change");
    }

    @Test
    void facts_whose_texts_are_kept_are_told_apart_line_by_line() throws IOException {
        clock.set(Bed.WINDOW.begins());
        outside.put("schema of main", kept("table gifts\ncolumn gifts.id int"));
        start("r-20261201-one", "staging");
        outside.put("schema of main", kept("table gifts\ncolumn gifts.id bigint"));
        start("r-20261201-two", "production");

        assertThat(waits("r-20261201-two"))
                .singleElement()
                .asString()
                .contains("here\n  + column gifts.id bigint\n  - column gifts.id int\n")
                .doesNotContain("table gifts");
    }

    private String kept(String text) throws IOException {
        return journal.outputs()
                .store(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .sha256();
    }

    @Test
    void whoever_takes_the_run_over_looks_again() {
        clock.set(Bed.WINDOW.begins());
        start("r-20261201-one", "staging");
        outside.put("schema of main", "bbbb");
        start("r-20261201-two", "production");
        start("r-20261201-six", "staging");

        assertThat(go("r-20261201-two").status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_rehearsal_that_grew_old_on_the_way_no_longer_counts() {
        start("r-20261201-one", "staging");
        start("r-20261201-two", "production");
        engine.request(
                new RunId("r-20261201-two"),
                new Request.Reschedule(
                        dev.tminus.book.Window.parse("2026-12-21T01:00[UTC]/PT9H")
                                .orElseThrow(),
                        "later"),
                Actor.cli("olga"));

        clock.set(Bed.WINDOW.begins().plus(Duration.ofDays(20)));
        go("r-20261201-two");

        assertThat(waits("r-20261201-two")).singleElement().asString().contains("the last successful rehearsal");
    }

    @Test
    void a_waiver_is_an_event_with_a_person_and_a_reason_and_the_run_goes_on() {
        clock.set(Bed.WINDOW.begins());
        start("r-20261201-one", "staging");
        outside.put("schema of main", "bbbb");
        start("r-20261201-two", "production");
        RunId run = new RunId("r-20261201-two");

        assertThat(engine.request(run, new Request.Waive("rehearsed", " "), Actor.cli("olga")))
                .isInstanceOf(Ruling.Refused.class);
        engine.request(run, new Request.Waive("rehearsed", "only a comment changed"), Actor.cli("olga"));

        RunState end = go("r-20261201-two");
        assertThat(end.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(end.deviations()).containsExactly("rule rehearsed set aside by olga: only a comment changed");
    }

    @Test
    void a_step_that_was_conditional_counts_only_if_it_ran() {
        clock.set(Bed.WINDOW.begins());
        start("r-20261201-one", "staging");

        assertThat(gate("production")).isEmpty();
        assertThat(gate("huge"))
                .extracting(StartGate.Finding::sentence)
                .containsExactly("step extra will run, because vars.large, and it was left out of the rehearsal");
    }

    @Test
    void what_was_not_run_in_the_rehearsal_is_kept_with_the_run_that_builds_on_it() {
        clock.set(Bed.WINDOW.begins());
        start("r-20261201-one", "staging");

        RunState state = start("r-20261201-two", "production");

        assertThat(state.start().rehearsed()).map(Rehearsal::notRun).isEqualTo(Optional.of(List.of("extra")));
    }
}
