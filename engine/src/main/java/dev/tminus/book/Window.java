package dev.tminus.book;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change window: when it starts, in which zone, and how long it is. Written {@code
 * 2026-12-01T01:00[Europe/Berlin]/PT3H}; the length may also be written {@code 3h}.
 */
public record Window(ZonedDateTime start, Duration length) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9T:.-]+?)(Z|\\[([A-Za-z0-9_+/-]+)])/(\\S+)");

    public Window {
        start = start.truncatedTo(ChronoUnit.SECONDS);
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a window's length must be positive, was " + length);
        }
    }

    public static Optional<Window> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            ZoneId zone = ZoneId.of(matcher.group(3) == null ? "Z" : matcher.group(3));
            Duration length = matcher.group(4).startsWith("P")
                    ? Duration.parse(matcher.group(4))
                    : Durations.parse(matcher.group(4)).orElseThrow();
            return Optional.of(new Window(LocalDateTime.parse(matcher.group(1)).atZone(zone), length));
        } catch (RuntimeException notAWindow) {
            return Optional.empty();
        }
    }

    public Instant begins() {
        return start.toInstant();
    }

    public Instant ends() {
        return begins().plus(length);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(begins()) && instant.isBefore(ends());
    }

    @Override
    public String toString() {
        return "%s[%s]/%s"
                .formatted(
                        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(start.toLocalDateTime()), start.getZone(), length);
    }
}
