package dev.tminus.run;

import dev.tminus.book.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The latest attempt of a step.
 *
 * @param number from 1; 0 before the first
 * @param granted how many attempts lie before the last time a person granted new ones
 * @param epoch the engine's epoch when it began
 * @param firstStartedAt when the first attempt began
 */
public record Attempt(
        int number,
        int granted,
        long epoch,
        Optional<Instant> firstStartedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Values inputs,
        Optional<Duration> expected,
        Optional<Instant> deadline,
        Optional<Look> look,
        Optional<Instant> retryDue) {

    static final Attempt NONE = new Attempt(
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Values.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The latest look of a poll or a long operation. */
    public record Look(Values reading, int good, Optional<Instant> goodSince, Instant at, Instant next) {}

    Attempt begun(RunEvent.StepStarted event, long byEpoch) {
        return new Attempt(
                event.attempt(),
                granted,
                byEpoch,
                firstStartedAt.or(() -> Optional.of(event.at())),
                Optional.of(event.at()),
                Optional.empty(),
                event.inputs(),
                event.expected(),
                event.deadline(),
                Optional.empty(),
                Optional.empty());
    }

    Attempt looked(RunEvent.StepLooked event) {
        Look seen = new Look(event.reading(), event.good(), event.goodSince(), event.at(), event.next());
        return new Attempt(
                number,
                granted,
                epoch,
                firstStartedAt,
                startedAt,
                endedAt,
                inputs,
                expected,
                deadline,
                Optional.of(seen),
                retryDue);
    }

    Attempt ended(Instant at) {
        return new Attempt(
                number,
                granted,
                epoch,
                firstStartedAt,
                startedAt,
                Optional.of(at),
                inputs,
                expected,
                deadline,
                look,
                retryDue);
    }

    Attempt retryDue(Instant due) {
        return new Attempt(
                number,
                granted,
                epoch,
                firstStartedAt,
                startedAt,
                endedAt,
                inputs,
                expected,
                deadline,
                look,
                Optional.of(due));
    }

    /** A person allows as many attempts again as the step states. */
    Attempt grantedAgain() {
        return new Attempt(
                number,
                number,
                epoch,
                firstStartedAt,
                startedAt,
                endedAt,
                inputs,
                expected,
                deadline,
                Optional.empty(),
                Optional.empty());
    }

    /** Attempts made since the last grant. */
    int used() {
        return number - granted;
    }
}
