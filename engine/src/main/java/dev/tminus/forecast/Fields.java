package dev.tminus.forecast;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a journal by their names; what is missing, or of another kind, is nothing: older runs wrote less. */
record Fields(Map<String, Object> map) {

    static Fields of(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> copy.put(String.valueOf(name), item));
        }
        return new Fields(copy);
    }

    Fields inner(String name) {
        return of(map.getOrDefault(name, Map.of()));
    }

    List<Fields> each(String name) {
        return map.get(name) instanceof List<?> list
                ? list.stream().map(Fields::of).toList()
                : List.of();
    }

    String text(String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    long number(String name) {
        return map.get(name) instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }

    Duration length(String name) {
        return map.get(name) instanceof Duration length && !length.isNegative() ? length : Duration.ZERO;
    }
}
