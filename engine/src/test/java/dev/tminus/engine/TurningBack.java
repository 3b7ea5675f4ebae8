package dev.tminus.engine;

import dev.tminus.run.Request;
import java.util.Optional;

/** Runs of one phase whose runbook has a way back. */
final class TurningBack {

    /** Undoes everything and asks nobody. */
    static final String BACK = """
            rollbacks:
              - { id: back, name: Back, loses: nothing, undo: true }
            """;

    private TurningBack() {}

    static Bed bed(String steps, String rollbacks) {
        return Bed.book("phases:\n  - id: only\n    steps:\n" + steps.indent(6) + rollbacks, "production");
    }

    static Request back(boolean now) {
        return new Request.RollBack(Optional.of("back"), "too slow", now);
    }
}
