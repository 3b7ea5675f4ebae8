package dev.tminus.book;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A distance from T or from the end of a phase: calendar days in the window's zone, then a length. */
public record Offset(int days, Duration time) {

    public static final Offset ZERO = new Offset(0, Duration.ZERO);

    private static final Pattern WRITTEN = Pattern.compile("([+-])\\s*(?:(\\d{1,5})d)?\\s*(\\S.*)?");

    /** {@code -7d}, {@code +30h}, {@code +1d12h}; empty when the text is none of these. */
    public static Optional<Offset> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches() || (matcher.group(2) == null && matcher.group(3) == null)) {
            return Optional.empty();
        }
        int sign = matcher.group(1).equals("-") ? -1 : 1;
        int days = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        Optional<Duration> time =
                matcher.group(3) == null ? Optional.of(Duration.ZERO) : Durations.parse(matcher.group(3));
        return time.map(length -> new Offset(sign * days, length.multipliedBy(sign)));
    }

    /** The instant this far from the start of the window. */
    public Instant from(Window window) {
        return window.start().plusDays(days).plus(time).toInstant();
    }

    /** The instant this far from another; a day is 24 hours here. */
    public Instant from(Instant instant) {
        return instant.plus(Duration.ofDays(days)).plus(time);
    }

    @Override
    public String toString() {
        if (days == 0 && time.isZero()) {
            return "";
        }
        String sign = days < 0 || time.isNegative() ? "-" : "+";
        String dayPart = days == 0 ? "" : Math.abs(days) + "d";
        return sign + dayPart + (time.isZero() ? "" : Durations.text(time.abs()).replace(" ", ""));
    }
}
