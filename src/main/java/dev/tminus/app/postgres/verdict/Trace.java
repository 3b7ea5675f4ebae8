package dev.tminus.app.postgres.verdict;

/** An effect of a statement, as it was before the migration began and as the catalog has it now. */
public record Trace(Effect effect, State before, State now) {

    /** Whether an effect is there. */
    public enum State {
        THERE,
        ABSENT,
        /** An index that was begun and is not valid. */
        INVALID,
        /** Nobody looked. */
        UNKNOWN
    }

    /** Was not there before, so that it tells what the migration did. */
    boolean tells() {
        return before == State.ABSENT;
    }

    /** Certainly not done: it is absent, and nobody saw it before. */
    boolean proves(State state) {
        return now == state && (tells() || (state == State.ABSENT && before == State.UNKNOWN));
    }

    String words() {
        return "%s (statement %d)%s"
                .formatted(effect.words(), effect.statement(), now == State.INVALID ? ", invalid" : "");
    }
}
