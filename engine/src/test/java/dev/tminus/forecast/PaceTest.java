package dev.tminus.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Interval TEN = Interval.around(Duration.ofSeconds(10));

    @Test
    void beyond_the_interval_is_slower_or_faster() {
        assertThat(Pace.of(TEN, Duration.ofSeconds(16))).isEqualTo(Pace.SLOWER);
        assertThat(Pace.of(TEN, Duration.ofSeconds(7))).isEqualTo(Pace.FASTER);
        assertThat(Pace.of(TEN, Duration.ofSeconds(12))).isEqualTo(Pace.AS_EXPECTED);
    }

    @Test
    void less_than_a_second_is_not_worth_a_word() {
        assertThat(Pace.of(Interval.around(Duration.ofMillis(100)), Duration.ofMillis(900)))
                .isEqualTo(Pace.AS_EXPECTED);
    }

    @Test
    void what_still_runs_can_only_be_slower() {
        assertThat(Pace.running(TEN, Duration.ofSeconds(1))).isEqualTo(Pace.AS_EXPECTED);
        assertThat(Pace.running(TEN, Duration.ofSeconds(20))).isEqualTo(Pace.SLOWER);
    }

    @Test
    void nothing_forecast_is_nothing_to_miss() {
        assertThat(Pace.of(Interval.NONE, Duration.ofHours(1))).isEqualTo(Pace.AS_EXPECTED);
    }

    @Test
    void a_lock_that_is_free_every_third_moment_takes_three_attempts() {
        LockForecast lock =
                LockForecast.of(1 / 3.0, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMillis(100));

        assertThat(lock.attempts()).isEqualTo(3);
        assertThat(lock.worstStall()).isEqualTo(Duration.ofMillis(2_100));
        assertThat(lock.waiting().toMillis()).isBetween(23_999L, 24_001L);
        assertThat(LockForecast.within(0.5, 3)).isEqualTo(0.875);
    }

    @Test
    void a_few_looks_prove_neither_always_nor_never() {
        assertThat(LockForecast.share(20, 20)).isBetween(0.9, 0.99);
        assertThat(LockForecast.share(0, 20)).isBetween(0.01, 0.1);
    }

    @Test
    void a_backfill_takes_its_batches_and_the_pauses_between_them() {
        Interval each = Batches.each(List.of(
                        Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(9), Duration.ofMillis(100)))
                .orElseThrow();

        assertThat(Batches.all(95, 10, each, Duration.ofMillis(50)).expected()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(Batches.each(List.of(Duration.ofMillis(100)))).isEmpty();
    }

    @Test
    void looks_without_a_holder_expect_none_and_looks_with_one_expect_attempts() {
        Duration wait = Duration.ofSeconds(2);

        assertThat(new LockLook(10, 10, wait, wait).forecast(wait).attempts()).isEqualTo(1);
        assertThat(new LockLook(10, 5, wait, wait).forecast(wait).attempts()).isEqualTo(2);
        assertThat(new LockLook(10, 0, wait, wait).forecast(wait).attempts()).isEqualTo(12);
    }

    @Test
    void a_look_at_locks_is_kept_with_the_sizes() {
        LockLook look = new LockLook(10, 4, Duration.ofSeconds(5), Duration.ofSeconds(1));

        assertThat(Tables.of(Tables.NONE.with(look).values()).locks()).contains(look);
    }
}
