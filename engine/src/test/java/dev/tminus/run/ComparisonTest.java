package dev.tminus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Comparison.Change;
import dev.tminus.run.Comparison.Line;
import dev.tminus.run.Comparison.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Status DONE = new Status(StepStatus.DONE, true);
    private static final Status SKIPPED = new Status(StepStatus.SKIPPED, false);

    private static Line took(String step, long before, long after) {
        return new Line(
                "during",
                step,
                DONE,
                DONE,
                Optional.of(Duration.ofMillis(before)),
                Optional.of(Duration.ofMillis(after)));
    }

    @Test
    void a_step_is_slower_or_faster_where_the_difference_is_more_than_chance() {
        assertThat(took("a", 10_000, 20_000).change()).isEqualTo(Change.SLOWER);
        assertThat(took("a", 20_000, 10_000).change()).isEqualTo(Change.FASTER);
        assertThat(took("a", 10_000, 12_000).change()).isEqualTo(Change.SAME);
        assertThat(took("a", 100, 900).change()).isEqualTo(Change.SAME);
    }

    @Test
    void a_step_that_ran_in_one_run_only_is_named() {
        Line gone = new Line("during", "a", DONE, SKIPPED, Optional.of(Duration.ofSeconds(3)), Optional.empty());
        Line come = new Line("during", "b", SKIPPED, DONE, Optional.empty(), Optional.of(Duration.ofSeconds(3)));

        assertThat(new Comparison(List.of("~ step a"), List.of(gone, come)).sentences())
                .containsExactly(
                        "~ step a", "did not run a: it is skipped, before it was done", "ran b: it was skipped before");
    }

    @Test
    void estimates_are_the_later_times_rounded_up_without_iterations() {
        Comparison comparison =
                new Comparison(List.of(), List.of(took("a", 1, 1_200), took("b", 1, 301_000), took("l[1]", 1, 5_000)));

        assertThat(comparison.estimates())
                .isEqualTo(Map.of("during", Map.of("a", Duration.ofSeconds(2), "b", Duration.ofSeconds(310))));
    }
}
