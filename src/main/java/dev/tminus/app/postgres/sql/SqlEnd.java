package dev.tminus.app.postgres.sql;

import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.TargetRefused;

/** How the transaction of a {@code sql} step ends. */
enum SqlEnd {
    /** One transaction, committed together with the marker that proves it. */
    COMMIT,
    /** One transaction that is taken back, whatever its statements did. */
    ROLL_BACK,
    /** One transaction that may not write, taken back as well. */
    READ_ONLY,
    /** Each statement alone. */
    EACH_ALONE;

    static SqlEnd of(Inputs inputs) {
        String wanted = inputs.text("transaction").orElse("");
        if (inputs.flag("read_only")) {
            if (wanted.equals("commit") || wanted.equals("none")) {
                throw new TargetRefused(
                        "read_only: true does not go with transaction: %s; leave one of them out.".formatted(wanted));
            }
            return READ_ONLY;
        }
        return switch (wanted) {
            case "", "commit" -> COMMIT;
            case "rollback" -> ROLL_BACK;
            case "none" -> EACH_ALONE;
            default ->
                throw new TargetRefused("transaction must be commit, rollback or none, was '%s'.".formatted(wanted));
        };
    }

    /** True when nothing of it can be left on the target. */
    boolean leavesNothing() {
        return this == ROLL_BACK || this == READ_ONLY;
    }

    /** What is left on the target of a step that failed after that many statements, in words. */
    String left(int finished) {
        return switch (this) {
            case COMMIT -> "Its transaction was rolled back: nothing of it is left.";
            case ROLL_BACK, READ_ONLY -> "";
            case EACH_ALONE -> standing(finished);
        };
    }

    /** How many statements were done, where each stood alone. */
    static String standing(int finished) {
        return switch (finished) {
            case 0 -> "No statement before it was done.";
            case 1 -> "The 1 statement before it was done and stays.";
            default -> "The %d statements before it were done and stay.".formatted(finished);
        };
    }
}
