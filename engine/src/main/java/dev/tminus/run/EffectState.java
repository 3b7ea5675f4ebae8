package dev.tminus.run;

import java.time.Instant;
import java.util.Optional;

/**
 * The effect a step left, as far as it can be taken back.
 *
 * @param order grows with each effect of the run, so that undo can go newest first
 */
public record EffectState(Status status, long order, Optional<Instant> openedAt, Optional<Instant> endedAt) {

    static final EffectState NONE = new EffectState(Status.NONE, 0, Optional.empty(), Optional.empty());

    /** How an effect stands. */
    public enum Status {
        NONE,
        OPEN,
        UNDOING,
        UNDONE,
        CLOSED,
        SETTLED,
        /** Its undo was given up: it stays open and is listed at the end. */
        GIVEN_UP
    }

    /** Whether it is still there. */
    public boolean isOpen() {
        return status == Status.OPEN || status == Status.UNDOING || status == Status.GIVEN_UP;
    }

    EffectState to(Status next, Instant at) {
        return new EffectState(next, order, openedAt, next == Status.UNDOING ? Optional.empty() : Optional.of(at));
    }
}
