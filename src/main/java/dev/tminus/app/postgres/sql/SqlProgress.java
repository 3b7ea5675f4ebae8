package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.book.Durations;
import dev.tminus.run.OutputRef;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a step's statements say while they run: notices as they come, and a line for each that ended. Thread-safe. */
final class SqlProgress {

    /** Enough for every script people write; a loop of notices must not fill the memory. */
    private static final int MOST_CHARACTERS = 256 * 1024;

    private final ActionContext context;
    private final StringBuilder kept = new StringBuilder();
    private @Nullable SQLWarning last;
    private @Nullable Statement from;

    SqlProgress(ActionContext context) {
        this.context = context;
    }

    /** Shows the notices of a statement that have come since the last look. */
    synchronized void notices(@Nullable Statement statement) {
        if (statement == null) {
            return;
        }
        if (!statement.equals(from)) {
            from = statement;
            last = null;
        }
        try {
            SQLWarning next = last == null ? statement.getWarnings() : last.getNextWarning();
            while (next != null) {
                say(next.getMessage());
                last = next;
                next = next.getNextWarning();
            }
        } catch (SQLException closed) {
            from = null;
        }
    }

    synchronized void done(SqlStatement statement, long count, boolean counts, Duration took) {
        say("%s: %s%s"
                .formatted(
                        statement.shown(),
                        counts ? count + (count == 1 ? " row, " : " rows, ") : "",
                        Durations.text(took)));
    }

    synchronized Optional<OutputRef> keep() {
        return kept.isEmpty() ? Optional.empty() : context.output().keep(kept.toString());
    }

    private void say(@Nullable String line) {
        String masked = context.masker().mask(String.valueOf(line)) + "\n";
        context.output().show(masked);
        if (kept.length() < MOST_CHARACTERS && kept.length() + masked.length() >= MOST_CHARACTERS) {
            kept.append("(further lines were shown and are not kept)\n");
        }
        if (kept.length() + masked.length() < MOST_CHARACTERS) {
            kept.append(masked);
        }
    }
}
