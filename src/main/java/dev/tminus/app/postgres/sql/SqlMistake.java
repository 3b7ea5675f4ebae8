package dev.tminus.app.postgres.sql;

import dev.tminus.app.postgres.database.TargetRefused;

/** Something in a step's SQL text that keeps it from being sent; nothing was. */
final class SqlMistake extends TargetRefused {

    private static final long serialVersionUID = 1L;

    SqlMistake(int line, String what) {
        super("Line %d of the SQL: %s.".formatted(line, what));
    }
}
