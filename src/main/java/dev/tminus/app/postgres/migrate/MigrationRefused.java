package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.database.TargetRefused;

/** A migration engine would not start: one sentence that says what was found and what to do. Nothing was applied. */
public final class MigrationRefused extends TargetRefused {

    private static final long serialVersionUID = 1L;

    private final String code;

    MigrationRefused(String message) {
        this("", message);
    }

    /** {@code code} is Prisma's own error code where Prisma has one for the case, such as {@code P3009}. */
    MigrationRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
