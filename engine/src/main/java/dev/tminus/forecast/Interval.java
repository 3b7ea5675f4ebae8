package dev.tminus.forecast;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** An expected length of time with the lengths it should lie between. */
public record Interval(Duration low, Duration expected, Duration high) {

    public static final Interval NONE = new Interval(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Extrapolating measured times to tables four times larger and more stayed within these factors. */
    private static final double LOW = 0.8;

    private static final double HIGH = 1.5;

    public Interval {
        if (low.isNegative() || low.compareTo(expected) > 0 || expected.compareTo(high) > 0) {
            throw new IllegalArgumentException(
                    "low, expected and high must ascend from 0, were %s, %s, %s".formatted(low, expected, high));
        }
    }

    /** What is published around one expected length. */
    public static Interval around(Duration expected) {
        return new Interval(scaled(expected, LOW), expected, scaled(expected, HIGH));
    }

    /**
     * One after the other. The ends are added as they are: what makes one step slower than rehearsed (the machine, the
     * disk) makes the others slower too, so their errors do not cancel out.
     */
    public Interval plus(Interval next) {
        return new Interval(low.plus(next.low), expected.plus(next.expected), high.plus(next.high));
    }

    public static Interval sequence(List<Interval> parts) {
        return parts.stream().reduce(NONE, Interval::plus);
    }

    /** Side by side, so many at a time: each begins, in order, where the first one before it ended. */
    public static Interval parallel(List<Interval> parts, int width) {
        if (width < 1) {
            throw new IllegalArgumentException("width must be at least 1, was " + width);
        }
        return new Interval(
                lanes(parts, width, Interval::low),
                lanes(parts, width, Interval::expected),
                lanes(parts, width, Interval::high));
    }

    private static Duration lanes(List<Interval> parts, int width, Function<Interval, Duration> length) {
        Duration[] busy = new Duration[Math.min(width, Math.max(1, parts.size()))];
        Arrays.fill(busy, Duration.ZERO);
        for (Interval part : parts) {
            Arrays.sort(busy);
            busy[0] = busy[0].plus(length.apply(part));
        }
        return Arrays.stream(busy).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    public Interval times(double factor) {
        return new Interval(scaled(low, factor), scaled(expected, factor), scaled(high, factor));
    }

    /** The same, where it may also take that much longer than expected. */
    public Interval upTo(double factor) {
        Duration far = scaled(expected, factor);
        return new Interval(low, expected, far.compareTo(high) > 0 ? far : high);
    }

    /** The same, where it may also take as little as that. */
    public Interval downTo(Duration least) {
        return new Interval(least.compareTo(low) < 0 ? least : low, expected, high);
    }

    /** What is left of it once so much has passed. */
    public Interval after(Duration passed) {
        return new Interval(left(low, passed), left(expected, passed), left(high, passed));
    }

    private static Duration left(Duration length, Duration passed) {
        return length.compareTo(passed) > 0 ? length.minus(passed) : Duration.ZERO;
    }

    public boolean contains(Duration actual) {
        return actual.compareTo(low) >= 0 && actual.compareTo(high) <= 0;
    }

    public boolean isNone() {
        return high.isZero();
    }

    static Duration scaled(Duration length, double factor) {
        return Duration.ofNanos(Math.round(length.toNanos() * factor));
    }
}
