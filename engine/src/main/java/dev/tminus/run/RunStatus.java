package dev.tminus.run;

/** How a run stands. Whether a running one is parked depends on what its steps wait for. */
public enum RunStatus {
    RUNNING,
    ROLLING_BACK,
    SUCCEEDED,
    FAILED,
    ABORTED,
    ROLLED_BACK,
    /** Rolled back, with effects left open. */
    ROLLED_BACK_OPEN;

    public boolean isEnd() {
        return switch (this) {
            case RUNNING, ROLLING_BACK -> false;
            case SUCCEEDED, FAILED, ABORTED, ROLLED_BACK, ROLLED_BACK_OPEN -> true;
        };
    }
}
