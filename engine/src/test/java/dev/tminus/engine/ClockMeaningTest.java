package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Checklist;
import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A machine's clock may be set back under a run. */
class ClockMeaningTest {

    @Test
    void a_clock_set_back_during_a_step_makes_it_no_shorter_than_nothing() {
        Bed bed = Bed.of("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, check: steps.a.duration >= duration("0s") }
                - { id: c, check: 1 == 2 }
                """);
        bed.turn();
        bed.clock.set(Bed.START.minus(Duration.ofMinutes(1)));

        bed.go();

        assertThat(bed.step("b").status().word()).isEqualTo("done");
        assertThat(Checklist.of(bed.plan(), bed.state(), bed.clock.instant()).waiting())
                .isNotEmpty();
        assertThat(bed.by(Bed.ANNA, new Request.RollBack(Optional.empty(), "back", false))
                        .status())
                .isEqualTo(RunStatus.ROLLED_BACK);
    }
}
