package dev.tminus.forecast;

/** How long a step keeps others from a relation: the sum of what its transactions hold, not of its statements' times. */
public record Outage(String relation, Blocked blocked, Interval time) {

    /** Who waits. */
    public enum Blocked {
        /** Everybody. */
        READERS,
        /** Those who change rows; readers go on. */
        WRITERS
    }
}
