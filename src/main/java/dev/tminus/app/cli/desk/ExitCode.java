package dev.tminus.app.cli.desk;

/** What the process says by its exit code. Fixed: scripts depend on it. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "the run or step failed; or an internal fault (with a report file)"),
    USAGE(2, "wrong usage, or an invalid runbook"),
    NOT_STARTED(3, "could not start (database, tool, window, gate): nothing was done"),
    NOT_ALLOWED(4, "not signed in, or not allowed"),
    PARKED(5, "stopped at a person, or until a later time (the run is parked)"),
    LOCKED(6, "locked: another run or writer holds it"),
    ROLLED_BACK(7, "rolled back"),
    LEFT_OPEN(8, "rollback failed, or effects left open (listed)"),
    UNVERIFIED(9, "audit verification failed"),
    PENDING(10, "plan --detailed-exitcode: steps pending"),
    INTERRUPTED(130, "interrupted: the run is parked, or goes on where a node drives it"),
    TERMINATED(143, "terminated: as 130");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
