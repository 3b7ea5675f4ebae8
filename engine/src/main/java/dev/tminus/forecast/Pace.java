package dev.tminus.forecast;

import java.time.Duration;

/** How a step goes against its forecast. */
public enum Pace {
    AS_EXPECTED,
    /** Far slower: beyond the interval. */
    SLOWER,
    /** Far faster, which may mean that it did not do its work. */
    FASTER;

    /** A smaller difference nobody needs to know of. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    /** Of a step that took so long. */
    public static Pace of(Interval forecast, Duration took) {
        boolean noticeable = forecast.expected().minus(took).abs().compareTo(NOTICEABLE) >= 0;
        if (forecast.isNone() || !noticeable || forecast.contains(took)) {
            return AS_EXPECTED;
        }
        return took.compareTo(forecast.high()) > 0 ? SLOWER : FASTER;
    }

    /** Of a step that has run so long and goes on: it can only be slower. */
    public static Pace running(Interval forecast, Duration elapsed) {
        Pace pace = of(forecast, elapsed);
        return pace == FASTER ? AS_EXPECTED : pace;
    }
}
