package dev.tminus.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private static Interval seconds(long low, long expected, long high) {
        return new Interval(Duration.ofSeconds(low), Duration.ofSeconds(expected), Duration.ofSeconds(high));
    }

    @Test
    void is_published_from_a_fifth_less_to_half_as_much_again() {
        assertThat(Interval.around(Duration.ofSeconds(10))).isEqualTo(seconds(8, 10, 15));
    }

    @Test
    void ends_add_up_when_steps_follow_each_other() {
        assertThat(Interval.sequence(List.of(seconds(8, 10, 15), seconds(80, 100, 150))))
                .isEqualTo(seconds(88, 110, 165));
    }

    @Test
    void the_longest_counts_when_all_run_side_by_side() {
        assertThat(Interval.parallel(List.of(seconds(1, 9, 10), seconds(4, 5, 30)), 2))
                .isEqualTo(seconds(4, 9, 30));
    }

    @Test
    void a_third_one_waits_for_the_first_of_two_lanes() {
        List<Interval> three = List.of(seconds(2, 2, 2), seconds(5, 5, 5), seconds(4, 4, 4));

        assertThat(Interval.parallel(three, 2)).isEqualTo(seconds(6, 6, 6));
        assertThat(Interval.parallel(three, 1)).isEqualTo(Interval.sequence(three));
    }

    @Test
    void widening_never_narrows() {
        assertThat(seconds(8, 10, 15).upTo(3)).isEqualTo(seconds(8, 10, 30));
        assertThat(seconds(8, 10, 15).upTo(1.2)).isEqualTo(seconds(8, 10, 15));
        assertThat(seconds(8, 10, 15).downTo(Duration.ofSeconds(2))).isEqualTo(seconds(2, 10, 15));
    }

    @Test
    void refuses_ends_in_the_wrong_order() {
        assertThatThrownBy(() -> seconds(3, 2, 4)).hasMessageContaining("must ascend from 0, were PT3S, PT2S, PT4S");
    }

    @Test
    void holds_its_own_ends() {
        assertThat(List.of(8, 15)).allMatch(end -> seconds(8, 10, 15).contains(Duration.ofSeconds(end)));
        assertThat(List.of(7, 16)).noneMatch(end -> seconds(8, 10, 15).contains(Duration.ofSeconds(end)));
    }
}
