package dev.tminus.book;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How lengths of time are written: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 14d}, {@code 250ms}. */
public final class Durations {

    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\d+)d)?\\s*(?:(\\d+)h)?\\s*(?:(\\d+)m(?!s))?\\s*(?:(\\d+)s)?\\s*(?:(\\d+)ms)?");

    private Durations() {}

    /** From one moment to a later one; none where the clock was set back between the two. */
    public static Duration lapse(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    /** The length written so; empty when the text is not one. A day is 24 hours. */
    public static Optional<Duration> parse(String text) {
        String trimmed = text.strip();
        Matcher matcher = WRITTEN.matcher(trimmed);
        if (trimmed.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofDays(part(matcher, 1))
                    .plusHours(part(matcher, 2))
                    .plusMinutes(part(matcher, 3))
                    .plusSeconds(part(matcher, 4))
                    .plusMillis(part(matcher, 5)));
        } catch (ArithmeticException | NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /** As people read it: two units at most, {@code 1m 20s}, {@code 2d 3h}, {@code 850ms}. */
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            long tenths = duration.toMillis() / 100;
            return tenths % 10 == 0 || tenths >= 100 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return two(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
        }
        if (duration.compareTo(Duration.ofDays(2)) < 0) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "m");
        }
        return two(duration.toDays(), "d", duration.toHoursPart(), "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + " " + small + smallUnit;
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
