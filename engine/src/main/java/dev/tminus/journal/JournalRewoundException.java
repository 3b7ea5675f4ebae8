package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.io.Serial;

/** The journal lost events that it had acknowledged: an older state of it was brought back. */
public final class JournalRewoundException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    public JournalRewoundException(RunId run, Head acknowledged, String found) {
        super(("the journal was set back: it acknowledged event %s of run %s and now has %s. Stop, and find out which"
                        + " server this is")
                .formatted(acknowledged, run, found));
    }
}
