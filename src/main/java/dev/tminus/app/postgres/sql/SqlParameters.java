package dev.tminus.app.postgres.sql;

import dev.tminus.action.JsonValues;
import dev.tminus.book.Nothing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a step's {@code params}, as the text that is quoted into a statement. */
record SqlParameters(Map<String, Object> values) {

    /** The value's text, or null for NULL. */
    @Nullable
    String text(SqlStatement.Variable variable, int line) {
        Object value = values.get(variable.name());
        if (value == null) {
            throw new SqlMistake(
                    line,
                    "%s is not among params; add it there (it has: %s)"
                            .formatted(variable, String.join(", ", values.keySet())));
        }
        if (value == Nothing.NOTHING) {
            if (variable.kind() == SqlStatement.Kind.IDENTIFIER) {
                throw new SqlMistake(line, "%s has no value, and a name needs one".formatted(variable));
            }
            return null;
        }
        if (value instanceof Map || value instanceof List) {
            return JsonValues.text(value);
        }
        // PostgreSQL reads ISO 8601 as an interval; the form people read it would not.
        return value.toString();
    }

    /** Without values: they may be secret. */
    @Override
    public String toString() {
        return "params " + values.keySet();
    }
}
