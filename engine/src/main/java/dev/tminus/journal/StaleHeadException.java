package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.io.Serial;

/** Somebody else wrote to the run first; nothing was written. Read the run again and decide again. */
public final class StaleHeadException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    public StaleHeadException(RunId run, Head expected, Head actual) {
        super("run %s has moved on: its journal ends at event %s, the write expected event %s"
                .formatted(run, actual, expected));
    }
}
