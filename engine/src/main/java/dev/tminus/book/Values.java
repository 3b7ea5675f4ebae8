package dev.tminus.book;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named values that users make: inputs, captures, results.
 *
 * <p>A value is a String, Boolean, Long, Double, Duration, Instant, {@link Window}, {@link Nothing}, or a List or Map
 * (text keys) of values. Nothing else enters a journal.
 */
public record Values(Map<String, Object> map) {

    public static final Values NONE = new Values(Map.of());

    public Values {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(name, checked(name, value)));
        map = Collections.unmodifiableMap(copy);
    }

    public static Values of(String name, Object value) {
        return new Values(Map.of(name, value));
    }

    public Optional<Object> find(String name) {
        return Optional.ofNullable(map.get(name));
    }

    public boolean isEmpty() {
        return map.isEmpty();
    }

    /** These values and the others; the others win. */
    public Values and(Values others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, Object> all = new LinkedHashMap<>(map);
        all.putAll(others.map);
        return new Values(all);
    }

    public Values and(String name, Object value) {
        return and(of(name, value));
    }

    /** A value as people read it inside text: {@code 1m 20s}, {@code 2026-12-01T01:00:00Z}. */
    public static String text(Object value) {
        if (value instanceof Duration duration) {
            return Durations.text(duration);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Values::text).orElse("");
        }
        return String.valueOf(value);
    }

    private static Object checked(String name, Object value) {
        if (value instanceof List<?> list) {
            list.forEach(item -> checked(name, item));
            return Collections.unmodifiableList(list);
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                if (!(key instanceof String)) {
                    throw new IllegalArgumentException(
                            "value '%s' has a key that is not text: %s".formatted(name, key));
                }
                checked(name, item);
            });
            return Collections.unmodifiableMap(map);
        }
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Double
                || value instanceof Duration
                || value instanceof Instant
                || value instanceof Window
                || value instanceof Nothing) {
            return value;
        }
        throw new IllegalArgumentException("value '%s' is of a kind no journal keeps: %s"
                .formatted(name, value == null ? "null" : value.getClass().getName()));
    }
}
