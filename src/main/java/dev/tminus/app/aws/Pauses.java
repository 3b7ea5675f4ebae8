package dev.tminus.app.aws;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between looks at AWS, with jitter, so that many runs do not all ask at once.
 *
 * @param look between two looks at something that goes on
 * @param retry the shortest wait after a call that AWS throttled or did not answer; it doubles each time
 * @param longest the longest such wait
 */
public record Pauses(Duration look, Duration retry, Duration longest) {

    public static final Pauses AWS = new Pauses(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(1));

    public Pauses {
        if (look.isNegative() || retry.isNegative() || longest.compareTo(retry) < 0) {
            throw new IllegalArgumentException(
                    "look and retry must not be negative nor longest below retry, was %s, %s, %s"
                            .formatted(look, retry, longest));
        }
    }

    Duration untilLook() {
        return jittered(look);
    }

    /** @param failures how many calls in a row failed, this one included */
    Duration untilRetry(long failures) {
        long factor = 1L << Math.min(failures - 1, 20);
        Duration full = retry.multipliedBy(factor);
        return jittered(full.compareTo(longest) < 0 ? full : longest);
    }

    private static Duration jittered(Duration full) {
        long millis = full.toMillis();
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis - millis / 2 + 1));
    }
}
