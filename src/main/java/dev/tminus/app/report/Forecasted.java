package dev.tminus.app.report;

import dev.tminus.book.Durations;
import dev.tminus.forecast.ForecastWords;
import dev.tminus.forecast.Outage;
import dev.tminus.forecast.Pace;
import dev.tminus.forecast.PastStep;
import dev.tminus.forecast.StepForecast;
import dev.tminus.run.Estimates;
import dev.tminus.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A step's forecast, as it was fixed when the run began, beside what the step took.
 *
 * @param actual how long it worked; empty where it did not end well or a person had a part in it
 * @param outages whom it kept from which relation, as measured
 * @param walBytes what it wrote to the log of changes, as measured
 */
record Forecasted(String step, StepForecast expected, Optional<Duration> actual, List<Outage> outages, long walBytes) {

    /** The columns of {@link #cells}. */
    static final List<String> HEAD = List.of(
            "Step",
            "Expected",
            "Between",
            "Took",
            "Ratio",
            "Who waits, expected",
            "Who waited",
            "WAL expected",
            "WAL",
            "Verdict");

    Forecasted {
        outages = List.copyOf(outages);
    }

    /** In the order of the report's rows, then those that never came to a row. */
    static List<Forecasted> all(RunState run, List<Part> parts) {
        List<Forecasted> all = new ArrayList<>();
        parts.stream()
                .flatMap(part -> part.rows().stream())
                .filter(row -> !row.holds())
                .map(Row::key)
                .distinct()
                .forEach(key -> Estimates.fixed(run)
                        .find(key)
                        .map(step -> of(run, key, step))
                        .ifPresent(all::add));
        return all;
    }

    private static Forecasted of(RunState run, String key, StepForecast expected) {
        Optional<Duration> took = run.step(key).workedFor();
        PastStep done =
                new PastStep(took.orElse(Duration.ZERO), run.step(key).product().result());
        return new Forecasted(key, expected, took, done.outages(), done.walBytes());
    }

    Pace pace() {
        return actual.map(took -> Pace.of(expected.time(), took)).orElse(Pace.AS_EXPECTED);
    }

    /** Actual to expected. */
    Optional<Double> ratio() {
        long millis = expected.time().expected().toMillis();
        return millis == 0 ? Optional.empty() : actual.map(took -> (double) took.toMillis() / millis);
    }

    List<String> cells() {
        return List.of(
                step,
                Durations.text(expected.time().expected()),
                ForecastWords.between(expected.time()),
                actual.map(Durations::text).orElse("not measured"),
                ratio().map(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).orElse(""),
                ForecastWords.outages(expected.outages()),
                ForecastWords.outages(outages),
                ForecastWords.bytes(expected.walBytes()),
                ForecastWords.bytes(walBytes),
                verdict());
    }

    private String verdict() {
        return switch (pace()) {
            case AS_EXPECTED -> actual.isPresent() ? "as forecast" : "";
            case SLOWER -> "far slower";
            case FASTER -> "far faster: see that it did its work";
        };
    }
}
