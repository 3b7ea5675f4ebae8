package dev.tminus.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.forecast.Calibration.Past;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static StepForecast scaled(Work work, long seconds) {
        return new StepForecast(
                Interval.around(Duration.ofSeconds(seconds)),
                StepForecast.Basis.SCALED,
                work,
                100,
                List.of(),
                0,
                0,
                Optional.empty());
    }

    private static Past past(String step, StepForecast expected, long actualSeconds) {
        return new Past(step, expected, Duration.ofSeconds(actualSeconds));
    }

    @Test
    void a_step_that_took_twice_as_long_is_expected_to_again() {
        Calibration calibration = new Calibration(List.of(past("fill", scaled(Work.UPDATE, 10), 20)));

        StepForecast forecast = calibration.apply("fill", scaled(Work.UPDATE, 30));

        assertThat(forecast.time()).isEqualTo(Interval.around(Duration.ofSeconds(60)));
        assertThat(forecast.percent()).isEqualTo(200);
    }

    @Test
    void a_calibrated_forecast_that_came_true_keeps_its_factor() {
        Calibration calibration =
                new Calibration(List.of(past("fill", scaled(Work.UPDATE, 10).calibrated(200), 20)));

        assertThat(calibration.apply("fill", scaled(Work.UPDATE, 10)).percent()).isEqualTo(200);
    }

    @Test
    void twice_and_half_cancel_out() {
        Calibration calibration = new Calibration(
                List.of(past("fill", scaled(Work.UPDATE, 10), 20), past("fill", scaled(Work.UPDATE, 10), 5)));

        assertThat(calibration.apply("fill", scaled(Work.UPDATE, 10)).percent()).isEqualTo(100);
    }

    @Test
    void a_new_step_learns_from_others_of_its_kind_of_work() {
        Calibration calibration =
                new Calibration(List.of(past("a", scaled(Work.INDEX, 10), 15), past("b", scaled(Work.SCAN, 10), 90)));

        assertThat(calibration.apply("c", scaled(Work.INDEX, 10)).percent()).isEqualTo(150);
        assertThat(calibration.apply("c", scaled(Work.REWRITE, 10)).percent()).isEqualTo(100);
    }

    @Test
    void an_estimate_that_its_author_changed_since_starts_afresh() {
        StepForecast then = StepForecast.lasting(Interval.around(Duration.ofMinutes(10)), StepForecast.Basis.WRITTEN);
        StepForecast now = StepForecast.lasting(Interval.around(Duration.ofMinutes(5)), StepForecast.Basis.WRITTEN);
        Calibration calibration = new Calibration(List.of(new Past("restart", then, Duration.ofMinutes(5))));

        assertThat(calibration.apply("restart", now)).isEqualTo(now);
        assertThat(calibration.apply("restart", then).time().expected()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void an_absurd_run_changes_a_forecast_tenfold_at_most() {
        Calibration calibration = new Calibration(List.of(past("fill", scaled(Work.UPDATE, 1), 1_000)));

        assertThat(calibration.apply("fill", scaled(Work.UPDATE, 1)).percent()).isEqualTo(1_000);
    }
}
