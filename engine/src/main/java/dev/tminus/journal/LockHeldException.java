package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.io.Serial;

/** Another run holds a named lock; nothing was written. */
public final class LockHeldException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String name;
    private final String holder;

    public LockHeldException(String name, RunId holder) {
        super("lock '%s' is held by run %s: see tminus status %s".formatted(name, holder, holder));
        this.name = name;
        this.holder = holder.value();
    }

    public String name() {
        return name;
    }

    public RunId holder() {
        return new RunId(holder);
    }
}
