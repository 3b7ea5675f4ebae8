package dev.tminus.engine;

import static dev.tminus.engine.TurningBack.BACK;
import static dev.tminus.engine.TurningBack.back;
import static dev.tminus.engine.TurningBack.bed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.run.Asked;
import dev.tminus.run.EffectState;
import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Undo, close and settle: in which order effects are taken back, and which of them stay. */
class UndoMeaningTest {

    @Test
    void undo_goes_newest_first_and_the_run_is_not_green() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: [{ test.do: -b1 }, { test.do: -b2 }] }
                - { id: c, test.do: { effect: c, fails: 9 }, on_failure: rollback/back }
                """, BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a", "b", "-b1", "-b2", "-a");
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.UNDONE);
        assertThat(bed.state().end().orElseThrow().openEffects()).isEmpty();
    }

    @Test
    void each_round_of_a_loop_is_undone_for_itself_with_the_values_it_was_done_with() {
        Bed bed = bed("""
                - { id: a, for_each: [1, 2], as: n, test.do: "a${{ n }}", undo: { test.do: "-a${{ n }}" } }
                - { id: c, test.do: { effect: c, fails: 9 }, on_failure: rollback/back }
                """, BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a1", "a2", "-a2", "-a1");
    }

    @Test
    void a_step_done_again_after_its_undo_is_undone_again() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: c, close: a }
                - { id: m, manual: Look }
                """, BACK);
        bed.go();
        bed.by(Bed.ANNA, new Request.Done("m", Values.NONE));
        assertThat(bed.world.names()).containsExactly("a", "-a");

        Bed twice = Bed.book("""
                phases:
                  - { id: one, steps: [{ id: a, test.do: a, undo: { test.do: -a } }, { id: c, close: a }] }
                  - { id: two, requires: [{ phase: one, max_age: 1h }], at: T+3h, steps: [{ id: m, test.do: m }] }
                """, "production");
        twice.go();
        twice.pass(Duration.ofHours(4));
        twice.by(Bed.ANNA, new Request.Rerun("one", "stale"));
        assertThat(twice.world.names()).containsExactly("a", "-a", "a", "-a", "m");
    }

    @Test
    void an_undo_that_fails_stops_and_asks() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: { effect: -b, fails: 1 } } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();

        bed.by(Bed.ANNA, back(false));
        assertThat(bed.waiting()).extracting(Asked::step).contains("b~undo[1]");
        assertThat(bed.world.names()).doesNotContain("-a");

        bed.by(Bed.ANNA, new Request.Retry("b~undo[1]", "again"));
        assertThat(bed.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).endsWith("-b", "-a");
    }

    @Test
    void an_undo_given_up_leaves_its_effect_open_and_listed() {
        Bed bed = bed("""
                - { id: b, test.do: b, undo: { test.do: { effect: -b, fails: 1 } } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();
        bed.by(Bed.ANNA, back(false));

        bed.by(Bed.ANNA, new Request.Skip("b~undo[1]", "by hand tomorrow", Values.NONE));

        assertThat(bed.state().status()).isEqualTo(RunStatus.ROLLED_BACK_OPEN);
        assertThat(bed.state().end().orElseThrow().openEffects()).containsExactly("b");
    }

    @Test
    void closed_effects_are_never_undone_and_settled_ones_stand() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: -b } }
                - { id: c, close: a }
                - { id: d, close: a }
                - { id: e, settle: b }
                - { id: f, test.do: { effect: f, fails: 9 }, on_failure: rollback/back }
                """, BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a", "b", "-a");
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.CLOSED);
        assertThat(bed.step("b").effect().status()).isEqualTo(EffectState.Status.SETTLED);
    }

    @Test
    void a_close_that_fails_leaves_the_effect_open() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: { effect: -a, fails: 1 } } }
                - { id: c, close: a }
                """, BACK);

        bed.go();
        assertThat(bed.state().openEffects()).containsExactly("a");
        assertThat(bed.waiting()).extracting(Asked::step).containsExactly("a~undo[1]");
        assertThat(bed.by(Bed.ANNA, new Request.Retry("a~undo[1]", "again")).status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void kept_open_effects_are_named_at_the_end_of_a_rollback() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: -b } }
                - { id: c, test.do: { effect: c, fails: 9 }, on_failure: rollback/back }
                """, """
                rollbacks:
                  - { id: back, name: Back, loses: nothing, undo: true, keep_open: [a], steps: [{ id: d, test.do: d }] }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK_OPEN);
        assertThat(bed.world.names()).containsExactly("a", "b", "-b", "d");
    }
}
