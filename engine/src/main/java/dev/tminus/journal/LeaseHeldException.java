package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.io.Serial;
import java.time.Instant;

/** Another engine drives the run. */
public final class LeaseHeldException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String holder;
    private final Instant until;

    public LeaseHeldException(RunId run, String holder, Instant until) {
        super("run %s is driven by %s until %s at least".formatted(run, holder, until));
        this.holder = holder;
        this.until = until;
    }

    public String holder() {
        return holder;
    }

    /** By the journal's clock. */
    public Instant until() {
        return until;
    }
}
