package dev.tminus.app.report;

import dev.tminus.book.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times as one report writes them: in one zone, the date left out where the day is the run's first. */
final class LocalTimes {

    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;
    private final Instant first;

    LocalTimes(ZoneId zone, Instant first) {
        this.zone = zone;
        this.first = first;
    }

    /** Date and time. */
    String full(Instant at) {
        return FULL.format(at.atZone(zone));
    }

    /** The time, with its day where that is not the first of the run. */
    String brief(Instant at) {
        boolean sameDay =
                at.atZone(zone).toLocalDate().equals(first.atZone(zone).toLocalDate());
        return (sameDay ? TIME : DAY).format(at.atZone(zone));
    }

    String brief(Optional<Instant> at) {
        return at.map(this::brief).orElse("");
    }

    static String length(Optional<Duration> length) {
        return length.map(Durations::text).orElse("");
    }

    /** {@code +1m 20s}; nothing where the two are equal to the second. */
    static String difference(Optional<Duration> difference) {
        return difference
                .map(length -> length.abs().compareTo(Duration.ofSeconds(1)) < 0
                        ? "none"
                        : length.isNegative() ? Durations.text(length) : "+" + Durations.text(length))
                .orElse("");
    }
}
