package dev.tminus.notice;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How long to wait after a failure: one second, two, four, a minute at most, unless the medium itself says. */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Map<String, Integer> failures = new HashMap<>();

    Duration after(String lane, Optional<Duration> asked) {
        int times = failures.merge(lane, 1, Integer::sum);
        Duration grown = Duration.ofSeconds(1L << Math.min(times - 1, 6));
        return asked.orElse(grown.compareTo(LONGEST) > 0 ? LONGEST : grown);
    }

    void forget(String lane) {
        failures.remove(lane);
    }
}
