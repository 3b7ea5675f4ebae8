package dev.tminus.app.postgres.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tminus.book.Nothing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a step's {@code params}, as the text that is quoted into a statement. */
record SqlParameters(Map<String, Object> values) {

    private static final ObjectMapper JSON = new ObjectMapper();

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
            return json(plain(value));
        }
        // PostgreSQL reads ISO 8601 as an interval; the form people read it would not.
        return value.toString();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a plain value has a JSON form", impossible);
        }
    }

    private static @Nullable Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(SqlParameters::plain)
                    .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
        }
        if (value == Nothing.NOTHING) {
            return null;
        }
        return value instanceof Boolean || value instanceof Number ? value : value.toString();
    }

    /** Without values: they may be secret. */
    @Override
    public String toString() {
        return "params " + values.keySet();
    }
}
