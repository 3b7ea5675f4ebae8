package dev.tminus.app.postgres.trouble;

import dev.tminus.app.postgres.database.ServerError;
import java.util.Map;
import java.util.Optional;

/**
 * A statement that the server refused.
 *
 * @param text of the statement, or of the whole script where nobody knows which it was
 * @param schema where names without a schema are looked for; empty for the session's own search path
 * @param migrations the scripts recorded as applied, by name; none for a step that has no such records
 */
public record Failing(
        String sqlState,
        ServerError.Named named,
        String text,
        Optional<String> schema,
        Map<String, String> migrations) {

    public Failing {
        migrations = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(migrations));
    }
}
