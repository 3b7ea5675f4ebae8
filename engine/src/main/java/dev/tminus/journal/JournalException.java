package dev.tminus.journal;

import java.io.Serial;

/** The journal refused or failed; every subclass says what happened to which run and what follows from it. */
public abstract class JournalException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    protected JournalException(String message) {
        super(message);
    }

    protected JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
