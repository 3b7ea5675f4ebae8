package dev.tminus.app.postgres.migrate;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a migration's statement may wait for a lock, and how often it is tried again when it waited in vain.
 *
 * <p>A statement that waits for a lock makes every later one wait behind it, which is why the wait is short and repeated.
 */
public record LockPatience(Duration lockTimeout, int retries, Duration delay) {

    /** More tries than this are a queue that does not empty, which a person should look at. */
    private static final int MOST_RETRIES = 100;

    /** A window is short: rather one more try than a pause that outlasts it. */
    private static final double MOST_GROWTH = 10;

    public LockPatience {
        if (lockTimeout.isNegative()) {
            throw new IllegalArgumentException("lockTimeout must not be negative, was " + lockTimeout);
        }
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("retries must be 0 to %d, was %d".formatted(MOST_RETRIES, retries));
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, was " + delay);
        }
    }

    /**
     * The time before the next try: twice as long each time, up to ten times the first, and up to a quarter shorter or
     * longer, so that tries do not fall into step with whatever holds the lock.
     *
     * @param attempt the one that failed, from 1
     * @param chance from 0 to 1
     */
    Duration pauseAfter(int attempt, double chance) {
        double growth = Math.min(MOST_GROWTH, Math.pow(2, attempt - 1.0));
        return Duration.ofNanos((long) (delay.toNanos() * growth * (0.75 + chance / 2)));
    }

    /** Waits that long; false when the wait was interrupted, which ends the tries. */
    boolean pause(int attempt) {
        try {
            Thread.sleep(pauseAfter(attempt, ThreadLocalRandom.current().nextDouble())
                    .toMillis());
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** PostgreSQL's own default: wait as long as it takes, once. */
    public static LockPatience unlimited() {
        return new LockPatience(Duration.ZERO, 0, Duration.ZERO);
    }
}
