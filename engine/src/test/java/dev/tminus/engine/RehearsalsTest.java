package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalsTest {

    private static final String STEPS = "phases: [{ id: only, steps: [{ id: a, test.do: { effect: x } }] }]\n";

    @Test
    void the_result_of_a_step_in_the_last_successful_rehearsal_is_found() {
        Bed bed = Bed.book(STEPS, "staging");
        bed.go();

        assertThat(result(bed, STEPS).map(Values::map)).contains(Map.of("tries", 1L, "name", "x", "there", true));
    }

    @Test
    void a_rehearsal_of_another_text_says_nothing() {
        Bed bed = Bed.book(STEPS, "staging");
        bed.go();

        assertThat(result(bed, STEPS.replace("effect: x", "effect: y"))).isEmpty();
    }

    @Test
    void a_run_in_production_is_no_rehearsal() {
        Bed bed = Bed.book(STEPS, "production");
        bed.go();

        assertThat(result(bed, STEPS)).isEmpty();
    }

    private static Optional<Values> result(Bed bed, String rest) {
        return new Rehearsals(bed.journal).resultOf(Bed.plan(Bed.book(rest), "production"), "a");
    }
}
