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

    /**
     * Of waiting for a medium's answers, all in all; with the rest no command waits longer than a second for one that is
     * slow or away.
     */
    static final Duration SHORT = Duration.ofMillis(700);

    /**
     * Whatever the reason: that this program itself is not ready yet, or that the last look of a run, which alone is
     * left, has to keep its distance from the one before.
     */
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
     * @param waited how much of that for the answer of a medium
     * @param toEdit how long until the last edit may be made, where nothing else is left
     */
    static boolean stays(Duration stayed, Duration waited, Optional<Duration> toEdit) {
        Duration more = toEdit.filter(left -> !left.isNegative()).orElse(Duration.ZERO);
        return stayed.plus(more).compareTo(LONG) < 0 && (toEdit.isPresent() || waited.compareTo(SHORT) < 0);
    }
}
