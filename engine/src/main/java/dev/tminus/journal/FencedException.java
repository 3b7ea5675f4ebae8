package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.io.Serial;

/** A newer epoch of the run has begun; nothing was written and this engine must stop driving the run. */
public final class FencedException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    public FencedException(RunId run, long epoch, long current) {
        super("run %s was taken over: this engine holds epoch %d, the run is at epoch %d"
                .formatted(run, epoch, current));
    }
}
