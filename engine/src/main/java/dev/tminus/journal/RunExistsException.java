package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.io.Serial;

/** A run of that name was started before. */
public final class RunExistsException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    public RunExistsException(RunId run) {
        super("run %s exists already: go on with tminus resume %s".formatted(run, run));
    }
}
