package dev.tminus.app.postgres.backup;

import dev.tminus.app.postgres.database.TargetRefused;

/** A backup could not be made, read or trusted; the message is a sentence for the operator, without secrets. */
public final class BackupRefused extends TargetRefused {

    private static final long serialVersionUID = 1L;

    public BackupRefused(String message) {
        super(message);
    }

    public BackupRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
