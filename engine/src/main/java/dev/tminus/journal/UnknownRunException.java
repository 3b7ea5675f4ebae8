package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.io.Serial;

/** The journal has no run of that name. */
public final class UnknownRunException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    public UnknownRunException(RunId run) {
        super("there is no run %s in this journal: see tminus runs".formatted(run));
    }
}
