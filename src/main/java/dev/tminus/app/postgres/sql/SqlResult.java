package dev.tminus.app.postgres.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tminus.action.Masker;
import dev.tminus.book.Nothing;
import dev.tminus.book.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code sql} step gives on: the rows of its last result set, and how many rows its last statement gave or
 * changed.
 */
record SqlResult(List<Map<String, Object>> rows, long count) {

    static final SqlResult EMPTY = new SqlResult(List.of(), 0);

    /** Stands for a result that holds a secret, where only its being there is kept. */
    static final String WITHHELD = "withheld";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INSTANT = "$instant";
    private static final String DURATION = "$duration";

    SqlResult {
        rows = List.copyOf(rows);
    }

    /** As a result of the step, with secrets hidden. */
    Values values(Masker masker) {
        return new Values(Map.of("rows", masker.maskAll(rows), "count", count));
    }

    /** The same with secrets hidden, for what is kept outside the process. */
    @SuppressWarnings("unchecked")
    SqlResult hidden(Masker masker) {
        return new SqlResult((List<Map<String, Object>>) masker.maskAll(rows), count);
    }

    /** As text for the marker, so that a result survives the process that asked for it. */
    String json() {
        try {
            return JSON.writeValueAsString(Map.of("rows", encoded(rows), "count", count));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a plain value has a JSON form", impossible);
        }
    }

    @SuppressWarnings("unchecked")
    static SqlResult ofJson(String json) {
        Map<String, Object> map = (Map<String, Object>) decoded(Cell.json(json));
        return new SqlResult((List<Map<String, Object>>) map.get("rows"), (Long) map.get("count"));
    }

    private static @Nullable Object encoded(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), encoded(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(encoded(item)));
            return copy;
        }
        if (value instanceof Instant instant) {
            return Map.of(INSTANT, instant.toString());
        }
        if (value instanceof Duration duration) {
            return Map.of(DURATION, duration.toString());
        }
        return value == Nothing.NOTHING ? null : value;
    }

    private static Object decoded(Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1 && map.get(INSTANT) instanceof String text) {
                return Instant.parse(text);
            }
            if (map.size() == 1 && map.get(DURATION) instanceof String text) {
                return Duration.parse(text);
            }
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), decoded(item)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(SqlResult::decoded).toList()
                : value;
    }
}
