package dev.tminus.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long this process waits after a failure of its own accord: one second, two, four, a minute at most. Another
 * process knows nothing of it and tries at once: what was wrong may have been set right for it.
 */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Instant> until = new HashMap<>();

    /** Notes a failure in a lane; returns when to try again. */
    Instant after(String lane, Instant now) {
        int times = failures.merge(lane, 1, Integer::sum);
        Duration grown = Duration.ofSeconds(1L << Math.min(times - 1, 6));
        Instant next = now.plus(grown.compareTo(LONGEST) > 0 ? LONGEST : grown);
        until.put(lane, next);
        return next;
    }

    Optional<Instant> until(String lane) {
        return Optional.ofNullable(until.get(lane));
    }

    void forget(String lane) {
        failures.remove(lane);
        until.remove(lane);
    }
}
