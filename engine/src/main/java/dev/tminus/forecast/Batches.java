package dev.tminus.forecast;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is left of work done in equal batches, from the batches done so far. */
public final class Batches {

    /** Fewer say little. */
    private static final int FEWEST = 3;

    /** The first ones suffice to tell; later ones may be slowed down by what the batches leave behind. */
    private static final int LATEST = 20;

    private Batches() {}

    /** One batch to come; empty while too few are done. The middle one counts, so that one stall does not. */
    public static Optional<Interval> each(List<Duration> done) {
        if (done.size() < FEWEST) {
            return Optional.empty();
        }
        List<Duration> latest = done.subList(Math.max(0, done.size() - LATEST), done.size()).stream()
                .sorted()
                .toList();
        return Optional.of(Interval.around(latest.get(latest.size() / 2)));
    }

    /** A whole backfill: so many rows, so many at a time, with a pause after each batch. */
    public static Interval all(long rows, long batch, Interval each, Duration pause) {
        if (rows < 0 || batch < 1) {
            throw new IllegalArgumentException(
                    "rows must not be negative and batch at least 1, were %d, %d".formatted(rows, batch));
        }
        long batches = (rows + batch - 1) / batch;
        return each.plus(new Interval(pause, pause, pause)).times((double) batches);
    }
}
