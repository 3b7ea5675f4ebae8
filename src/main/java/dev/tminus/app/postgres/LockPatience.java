package dev.tminus.app.postgres;

import java.time.Duration;

/**
 * How long a migration's statement may wait for a lock, and how often it is tried again when it waited in vain.
 *
 * <p>A statement that waits for a lock makes every later one wait behind it, which is why the wait is short and repeated.
 */
public record LockPatience(Duration lockTimeout, int retries, Duration delay) {

    /** More tries than this are a queue that does not empty, which a person should look at. */
    private static final int MOST_RETRIES = 100;

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

    /** PostgreSQL's own default: wait as long as it takes, once. */
    public static LockPatience unlimited() {
        return new LockPatience(Duration.ZERO, 0, Duration.ZERO);
    }
}
