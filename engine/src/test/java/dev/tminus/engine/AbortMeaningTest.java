package dev.tminus.engine;

import static dev.tminus.engine.TurningBack.BACK;
import static dev.tminus.engine.TurningBack.back;
import static dev.tminus.engine.TurningBack.bed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import org.junit.jupiter.api.Test;

/** What an abort still does, and what it says is left. */
class AbortMeaningTest {

    @Test
    void always_steps_run_on_abort_and_on_rollback_once_their_scope_was_entered() {
        String steps = """
                - { id: a, manual: Look }
                - id: inner
                  steps: [{ id: b, test.do: b }, { id: c, always: true, test.do: never-entered }]
                - { id: d, always: true, test.do: tidy }
                """;
        Bed aborted = bed(steps, BACK);
        aborted.go();
        assertThat(aborted.by(Bed.ANNA, new Request.Abort("enough", false)).status())
                .isEqualTo(RunStatus.ABORTED);
        assertThat(aborted.world.names()).containsExactly("tidy");

        Bed back = bed(steps, BACK);
        back.go();
        assertThat(back.by(Bed.ANNA, back(false)).status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(back.world.names()).containsExactly("tidy");
    }

    @Test
    void an_abort_lists_open_effects_in_the_order_of_their_undo() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: -b } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();

        bed.by(Bed.ANNA, new Request.Abort("enough", false));

        assertThat(bed.state().end().orElseThrow().openEffects()).containsExactly("b", "a");
    }

    @Test
    void an_abort_during_a_rollback_awaits_the_undo_that_runs() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();
        bed.request(Bed.ANNA, back(false));
        bed.turn();

        bed.request(Bed.ANNA, new Request.Abort("enough", false));
        assertThat(bed.turn().state().status()).isEqualTo(RunStatus.ROLLING_BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ABORTED);
        assertThat(bed.world.names()).containsExactly("a", "-a");
    }
}
