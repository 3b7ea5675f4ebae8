package dev.tminus.forecast;

import java.time.Duration;

/**
 * How hard it is to get a lock.
 *
 * @param attempts how many it takes on average, rounded up
 * @param worstStall the longest others wait behind one attempt
 * @param waiting the time attempts in vain take on average
 */
public record LockForecast(int attempts, Duration worstStall, Duration waiting) {

    private static final int MOST = 1_000;

    public LockForecast {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, was " + attempts);
        }
    }

    /**
     * @param free the share of moments at which nobody holds the relation for longer than the time-out
     * @param timeout how long one attempt waits
     * @param pause the time between two attempts
     * @param hold how long the lock is held once it is there
     */
    public static LockForecast of(double free, Duration timeout, Duration pause, Duration hold) {
        if (!(free > 0 && free <= 1)) {
            throw new IllegalArgumentException("free must be above 0 and at most 1, was " + free);
        }
        double attempts = Math.min(MOST, 1 / free);
        Duration inVain = Interval.scaled(timeout.plus(pause), attempts - 1);
        return new LockForecast((int) Math.ceil(attempts - 1e-9), timeout.plus(hold), inVain);
    }

    /** The share of moments that were free, of so many looked at; never 0 or 1, since a few looks prove neither. */
    public static double share(int free, int looks) {
        return (free + 1.0) / (looks + 2.0);
    }

    /** How likely it is to have the lock within so many attempts. */
    public static double within(double free, int attempts) {
        return 1 - Math.pow(1 - free, attempts);
    }
}
