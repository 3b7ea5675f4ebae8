package dev.tminus.forecast;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * How earlier runs in one environment went against what was expected of them.
 *
 * <p>A step is calibrated by its own earlier runs, else by other steps of the same kind of work. The middle is the
 * geometric mean: twice as long and half as long cancel out.
 */
public record Calibration(List<Past> runs) {

    public static final Calibration NONE = new Calibration(List.of());

    /** Earlier runs that count: the database grows and moves on. */
    private static final int RUNS = 5;

    /** Nothing makes an expectation more than so many times larger or smaller: that is another step, not a slower machine. */
    private static final double MOST = 10;

    /** Shorter steps tell of the clock and the network, not of the machine. */
    private static final Duration TELLING = Duration.ofMillis(100);

    /** A step of an earlier run, the latest first. */
    public record Past(String step, StepForecast expected, Duration actual) {}

    public Calibration {
        runs = List.copyOf(runs);
    }

    /** The forecast as earlier runs correct it. */
    public StepForecast apply(String step, StepForecast forecast) {
        List<Past> own = counting(past -> past.step().equals(step) && alike(past.expected(), forecast));
        List<Past> counting = own.isEmpty() && forecast.basis() == StepForecast.Basis.SCALED
                ? counting(past -> past.expected().basis() == StepForecast.Basis.SCALED
                        && past.expected().work() == forecast.work())
                : own;
        return counting.isEmpty() ? forecast : forecast.calibrated(percent(counting));
    }

    /** What a person wrote and has changed since is no longer what those runs were held against. */
    private static boolean alike(StepForecast then, StepForecast now) {
        return then.basis() == now.basis()
                && (now.basis() != StepForecast.Basis.WRITTEN
                        || Math.abs(then.uncalibrated().expected().toMillis()
                                        - now.time().expected().toMillis())
                                <= 10);
    }

    private List<Past> counting(Predicate<Past> which) {
        return runs.stream()
                .filter(which)
                .filter(past -> past.actual().compareTo(TELLING) >= 0)
                .filter(past -> past.expected().uncalibrated().expected().compareTo(TELLING) >= 0)
                .limit(RUNS)
                .toList();
    }

    private static int percent(List<Past> counting) {
        double logs = counting.stream()
                .mapToDouble(past -> Math.log((double) past.actual().toNanos()
                        / past.expected().uncalibrated().expected().toNanos()))
                .average()
                .orElse(0);
        double factor = Math.max(1 / MOST, Math.min(MOST, Math.exp(logs)));
        return (int) Math.round(factor * 100);
    }
}
