package dev.tminus.run;

/** What a step waits for. The words are those of {@code status -o json}. */
public enum WaitKind {
    APPROVE,
    DECIDE,
    ASK,
    MANUAL,
    CONFIRM,
    /** A person says what became of an attempt whose end is unknown. */
    UNKNOWN,
    /** A person says how to go on after a failure. */
    FAILURE,
    /** A point in time, or the window. */
    TIME,
    LOCK,
    /** Somebody paused the run, or postponed it. */
    PAUSED
}
