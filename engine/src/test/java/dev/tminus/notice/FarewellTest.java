package dev.tminus.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FarewellTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void nobody_waits_longer_than_a_second_for_a_medium_that_does_not_answer() {
        assertThat(Farewell.stays(NONE, NONE, Optional.empty())).isTrue();
        assertThat(Farewell.stays(Farewell.SHORT, Farewell.SHORT, Optional.empty()))
                .isFalse();
        assertThat(Farewell.SHORT.plus(Farewell.USUAL.grace()).plus(Farewell.USUAL.lastWord()))
                .isLessThanOrEqualTo(SECOND);
    }

    @Test
    void what_this_program_needs_to_be_ready_does_not_count_as_waiting_but_has_its_bound() {
        assertThat(Farewell.stays(SECOND, NONE, Optional.empty())).isTrue();
        assertThat(Farewell.stays(Farewell.LONG, NONE, Optional.empty())).isFalse();
    }

    @Test
    void a_last_edit_that_is_due_soon_is_stayed_for_and_one_that_is_not_is_not() {
        assertThat(Farewell.stays(SECOND, SECOND, Optional.of(Duration.ofSeconds(2))))
                .isTrue();
        assertThat(Farewell.stays(SECOND, SECOND, Optional.of(Duration.ofSeconds(3))))
                .isFalse();
    }

    @Test
    void an_edit_that_is_due_and_does_not_get_through_is_not_stayed_for_for_ever() {
        Optional<Duration> overdue = Optional.of(Duration.ofSeconds(-9));

        assertThat(Farewell.stays(Duration.ofSeconds(3), SECOND, overdue)).isTrue();
        assertThat(Farewell.stays(Farewell.LONG, SECOND, overdue)).isFalse();
    }
}
