package dev.tminus.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.forecast.CostModel.Point;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostModelTest {

    private static Point point(double amount, long millis) {
        return new Point(amount, Duration.ofMillis(millis));
    }

    @Test
    void one_point_is_proportional() {
        assertThat(CostModel.fit(List.of(point(100, 50))).at(400)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void points_on_a_line_give_that_line() {
        CostModel model = CostModel.fit(List.of(point(100, 120), point(200, 220), point(400, 420)));

        assertThat(model.at(1600)).isBetween(Duration.ofMillis(1619), Duration.ofMillis(1621));
    }

    @Test
    void a_line_never_begins_below_zero() {
        CostModel model = CostModel.fit(List.of(point(100, 10), point(200, 110)));

        assertThat(model.fixed()).isZero();
        assertThat(model.at(400)).isBetween(Duration.ofMillis(150), Duration.ofMillis(220));
    }

    @Test
    void more_work_that_took_no_longer_costs_nothing() {
        assertThat(CostModel.fit(List.of(point(100, 50), point(200, 50))).at(4000))
                .isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void measurements_of_one_size_are_averaged() {
        assertThat(CostModel.fit(List.of(point(100, 40), point(100, 60))).at(200))
                .isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void needs_a_measurement() {
        assertThatThrownBy(() -> CostModel.fit(List.of())).hasMessageContaining("at least one point");
    }
}
