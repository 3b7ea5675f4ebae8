package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.io.Serial;

/** The lines of a run do not fit their hashes: somebody changed the journal. */
public final class BrokenChainException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    public BrokenChainException(RunId run, HashChain.Break found) {
        super("the journal of run %s is broken at event %d: %s. Do not go on; compare with an export or a backup"
                .formatted(run, found.seq(), found.what()));
    }
}
