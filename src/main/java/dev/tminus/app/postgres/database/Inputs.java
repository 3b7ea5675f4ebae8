package dev.tminus.app.postgres.database;

import dev.tminus.book.Durations;
import dev.tminus.book.Nothing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs of an action, read by type; a value of another type is refused with a sentence that names the key. */
public record Inputs(Map<String, Object> map) {

    public Optional<Object> find(String key) {
        return Optional.ofNullable(map.get(key)).filter(value -> value != Nothing.NOTHING);
    }

    public Optional<String> text(String key) {
        return find(key).map(value -> {
            if (value instanceof Map<?, ?> || value instanceof List<?>) {
                throw wrong(key, "must be text");
            }
            return value.toString();
        });
    }

    public boolean flag(String key) {
        return find(key)
                .map(value -> switch (value.toString()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(key, "must be true or false, was '%s'".formatted(value));
                })
                .orElse(false);
    }

    public Optional<Long> number(String key) {
        return find(key).map(value -> {
            try {
                return Long.valueOf(value.toString());
            } catch (NumberFormatException notOne) {
                throw wrong(key, "must be a whole number, was '%s'".formatted(value));
            }
        });
    }

    /** A length such as {@code 5s}; 0 means without end, as PostgreSQL itself has it. */
    public Optional<Duration> duration(String key) {
        return find(key).map(value -> {
            if (value instanceof Duration duration) {
                return duration;
            }
            if (value.toString().equals("0")) {
                return Duration.ZERO;
            }
            return Durations.parse(value.toString())
                    .orElseThrow(() -> wrong(key, "must be a duration such as 5s or 10m, was '%s'".formatted(value)));
        });
    }

    public List<String> texts(String key) {
        Object value = find(key).orElse(List.of());
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return List.of(value.toString());
    }

    /** A nested mapping; empty when it is not there. */
    public Inputs mapping(String key) {
        Object value = find(key).orElse(Map.of());
        if (!(value instanceof Map<?, ?> nested)) {
            throw wrong(key, "must be a mapping");
        }
        Map<String, Object> copy = new java.util.LinkedHashMap<>();
        nested.forEach((name, item) -> copy.put(String.valueOf(name), item));
        return new Inputs(copy);
    }

    private static TargetRefused wrong(String key, String what) {
        return new TargetRefused("%s %s.".formatted(key, what));
    }

    /** Without values: they may be secret. */
    @Override
    public String toString() {
        return "inputs " + map.keySet();
    }
}
