package dev.tminus.forecast;

import dev.tminus.book.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A forecast as people read it. */
public final class ForecastWords {

    private static final long KIB = 1024;

    private ForecastWords() {}

    /** {@code 9.8s to 18s}. */
    public static String between(Interval interval) {
        return Durations.text(interval.low()) + " to " + Durations.text(interval.high());
    }

    /** {@code readers of gifts 2.1s}; empty text where nobody waits. */
    public static String outages(List<Outage> outages) {
        return String.join(
                ", ",
                outages.stream()
                        .filter(outage -> outage.time().high().toMillis() > 0)
                        .map(outage -> "%s of %s %s"
                                .formatted(
                                        outage.blocked().name().toLowerCase(Locale.ROOT),
                                        name(outage.relation()),
                                        Durations.text(outage.time().expected())))
                        .toList());
    }

    private static String name(String relation) {
        return relation.startsWith("public.") ? relation.substring("public.".length()) : relation;
    }

    /** {@code 1.2 GB}; empty text for nothing. */
    public static String bytes(long bytes) {
        if (bytes < KIB) {
            return bytes == 0 ? "" : bytes + " bytes";
        }
        if (bytes < KIB * KIB) {
            return bytes / KIB + " kB";
        }
        double mib = (double) bytes / (KIB * KIB);
        return mib < KIB
                ? String.format(Locale.ROOT, "%.1f MB", mib)
                : String.format(Locale.ROOT, "%.1f GB", mib / KIB);
    }

    /** Where an expectation comes from. */
    public static String basis(StepForecast step) {
        List<String> words = new ArrayList<>();
        words.add(
                switch (step.basis()) {
                    case WRITTEN -> "as the runbook says";
                    case WORKED_OUT -> "as the runbook works out";
                    case REHEARSED -> "as rehearsed";
                    case SCALED -> "rehearsed, scaled to the tables here";
                });
        if (step.percent() != 100) {
            words.add("times " + String.format(Locale.ROOT, "%.2f", step.percent() / 100.0) + " as runs here went");
        }
        step.lock()
                .filter(lock -> lock.attempts() > 1)
                .ifPresent(lock -> words.add("%d attempts to get its locks, users stall up to %s"
                        .formatted(lock.attempts(), Durations.text(lock.worstStall()))));
        return String.join(", ", words);
    }

    /** What is wrong with how long a step takes or took; empty text where nothing is. */
    public static String pace(Pace pace, Interval forecast) {
        return switch (pace) {
            case AS_EXPECTED -> "";
            case SLOWER -> "far slower than forecast (" + between(forecast) + ")";
            case FASTER -> "far faster than forecast (" + between(forecast) + "): see that it did its work";
        };
    }
}
