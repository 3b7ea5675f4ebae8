package dev.tminus.app.embedded;

import java.io.Serial;

/** The embedded PostgreSQL cannot be used; the message says what failed, where its log lies and what to do. */
public final class EmbeddedServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    EmbeddedServerException(String message) {
        super(message);
    }

    EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
