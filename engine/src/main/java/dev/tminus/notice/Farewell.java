package dev.tminus.notice;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long a command that is through stays for its messages.
 *
 * @param nanos a clock that only goes on
 * @param grace for what is under way to end by itself
 * @param lastWord for it to end, and to be noted, once it is given up
 */
record Farewell(LongSupplier nanos, Duration grace, Duration lastWord) {

    /** For whatever waits; with the rest no command stays longer than a second for a medium that is slow or away. */
    static final Duration SHORT = Duration.ofMillis(700);

    /** For the last look of a run, where only that is left: the medium has just shown that it is well. */
    static final Duration LONG = Duration.ofSeconds(4);

    static final Farewell USUAL = new Farewell(System::nanoTime, Duration.ofMillis(150), Duration.ofMillis(150));

    Farewell {
        if (grace.toMillis() < 1 || lastWord.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "grace and last word must be at least 1 ms, were %s and %s".formatted(grace, lastWord));
        }
    }

    /**
     * Whether to stay. Pure.
     *
     * @param stayed how long so far
     * @param toEdit how long until the last edit may be made, where nothing else is left
     */
    static boolean stays(Duration stayed, Optional<Duration> toEdit) {
        return stayed.compareTo(SHORT) < 0
                || toEdit.filter(left -> stayed.plus(left.isNegative() ? Duration.ZERO : left)
                                        .compareTo(LONG)
                                < 0)
                        .isPresent();
    }
}
