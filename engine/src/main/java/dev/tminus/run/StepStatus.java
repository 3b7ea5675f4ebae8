package dev.tminus.run;

/** How a step stands. */
public enum StepStatus {
    PENDING,
    /** For a time, a person or a lock. */
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    SKIPPED,
    UNDONE,
    CLOSED,
    /** An attempt began and nobody knows its end. */
    UNKNOWN;

    /** Whether the run goes on after it, apart from tolerated failures. */
    public boolean isSettled() {
        return switch (this) {
            case DONE, SKIPPED, UNDONE, CLOSED -> true;
            case PENDING, WAITING, RUNNING, FAILED, UNKNOWN -> false;
        };
    }

    /** The word used in journals, JSON and expressions. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
