package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.PointTried;
import dev.tminus.run.Proof;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a rehearsal tries its way back, and what it leaves alone meanwhile. */
class ProvingTest extends OnCopies {

    private Engine steps(String steps, String environment) {
        String book = """
                runbook: v1
                id: sample
                owner: me
                environments:
                  staging: { rehearsal: true, prove_rollback: true }
                  plain: { rehearsal: true, prove_rollback: false }
                  cheap: { rehearsal: true }
                phases:
                  - id: only
                    steps:
                """ + steps.indent(6);
        return engine(book, environment);
    }

    private static List<String> order(Engine engine) {
        return engine.journal.read(RUN).events().stream()
                .filter(event -> event instanceof RunEvent.StepStarted
                        || event instanceof RunEvent.StepSucceeded
                        || event instanceof RunEvent.RollbackTried)
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private static final String ONE = "- { id: a, test.checked: a, undo: { test.do: undo a } }";

    private static final String TWO = """
            - { id: a, test.checked: shape a, undo: { test.do: undo shape a } }
            - { id: b, test.checked: b }
            """;

    @Test
    void the_next_step_begins_after_the_way_back_was_tried() throws InterruptedException {
        Engine engine = steps(TWO, "staging");

        assertThat(finish(engine).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(order(engine))
                .containsExactly(
                        "StepStarted",
                        "StepSucceeded",
                        "RollbackTried",
                        "StepStarted",
                        "StepSucceeded",
                        "RollbackTried");
    }

    @Test
    void the_undo_happens_in_the_copy_alone() throws InterruptedException {
        RunState run = finish(steps(TWO, "staging"));

        assertThat(run.pointsTried()).extracting(PointTried::proof).containsExactly(Proof.EXACT, Proof.NONE);
        assertThat(run.pointsTried()).extracting(PointTried::whole).containsExactly(Proof.EXACT, Proof.SCHEMA_ONLY);
        assertThat(world.names()).containsExactly("shape a", "b");
        assertThat(run.openEffects()).containsExactly("a");
    }

    @Test
    void an_engine_that_takes_over_tries_what_the_first_one_left() throws InterruptedException {
        Engine engine = steps(TWO, "staging");
        try (Drive first = engine.take(RUN)) {
            while (!world.has("shape a")) {
                first.turn();
                if (!world.has("shape a") && first.state().step("a").attempt().number() == 0) {
                    first.await(Duration.ofMillis(50));
                }
            }
        }

        assertThat(finish(engine).pointsTried().get(0))
                .isEqualTo(new PointTried("a", "", Proof.EXACT, List.of(), Proof.EXACT, List.of()));
    }

    @Test
    void of_steps_side_by_side_nobody_can_tell_which_changed_what() throws InterruptedException {
        String beside = """
                - id: both
                  parallel: true
                  steps:
                    - { id: a, test.checked: a, undo: { test.do: undo a } }
                    - { id: b, test.checked: b, undo: { test.do: undo b } }
                """;

        RunState run = finish(steps(beside, "staging"));

        // Which of them begins first, and whether the other runs meanwhile or after, is chance; a wrong word is not.
        assertThat(run.pointsTried())
                .hasSize(2)
                .allSatisfy(point -> assertThat(point.proof()).isIn(Proof.NOT_TRIED, Proof.EXACT))
                .anySatisfy(point -> assertThat(point.proof()).isEqualTo(Proof.NOT_TRIED));
    }

    @Test
    void a_failing_undo_fails_the_proof_and_not_the_rehearsal() throws InterruptedException {
        RunState run = finish(
                steps("- { id: a, test.checked: a, undo: { test.do: { effect: undo a, fails: 9 } } }", "staging"));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.pointsTried())
                .containsExactly(new PointTried(
                        "a",
                        "",
                        Proof.FAILED,
                        List.of("a~undo[1]: told to fail"),
                        Proof.FAILED,
                        List.of("a~undo[1]: told to fail")));
    }

    @Test
    void where_it_is_not_cheap_it_has_to_be_asked_for() throws InterruptedException {
        copies.cost("x holds 3 GB");
        PointTried point = finish(steps(ONE, "cheap")).pointsTried().get(0);

        assertThat(point.proof()).isEqualTo(Proof.NOT_TRIED);
        assertThat(point.differences().get(0)).startsWith("x holds 3 GB; prove_rollback: true in the environment");
    }

    @Test
    void who_says_nothing_has_it_tried() throws InterruptedException {
        assertThat(finish(steps(ONE, "cheap")).pointsTried().get(0).proof()).isEqualTo(Proof.EXACT);
    }

    @Test
    void where_nothing_is_to_be_proven_nothing_is_copied() throws InterruptedException {
        assertThat(finish(steps(TWO, "plain")).pointsTried()).isEmpty();
        assertThat(copies.made()).isZero();
    }
}
