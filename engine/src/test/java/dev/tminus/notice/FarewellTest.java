package dev.tminus.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FarewellTest {

    @Test
    void nobody_stays_longer_than_a_second_for_what_does_not_get_through() {
        assertThat(Farewell.stays(Duration.ZERO, Optional.empty())).isTrue();
        assertThat(Farewell.stays(Farewell.SHORT, Optional.empty())).isFalse();
        assertThat(Farewell.SHORT.plus(Farewell.USUAL.grace()).plus(Farewell.USUAL.lastWord()))
                .isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_last_edit_that_is_due_soon_is_stayed_for_and_one_that_is_not_is_not() {
        assertThat(Farewell.stays(Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(2))))
                .isTrue();
        assertThat(Farewell.stays(Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(3))))
                .isFalse();
    }

    @Test
    void an_edit_that_is_due_and_does_not_get_through_is_not_stayed_for_for_ever() {
        Optional<Duration> overdue = Optional.of(Duration.ofSeconds(-9));

        assertThat(Farewell.stays(Duration.ofSeconds(3), overdue)).isTrue();
        assertThat(Farewell.stays(Farewell.LONG, overdue)).isFalse();
    }
}
