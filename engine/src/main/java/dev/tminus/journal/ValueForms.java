package dev.tminus.journal;

import dev.tminus.book.Nothing;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values that users make, as entries of name, type and text: {@code {"name":"rows","type":"integer","text":"12"}}. A list
 * has {@code items} in place of text, a map {@code entries}; inside a list nothing has a name. Their order is kept.
 */
final class ValueForms {
    /** The content of one entry. */
    static final Form VALUE = new Form() {
        @Override
        public void write(Object value, StringBuilder out) {
            entry(Optional.empty(), value, out);
        }

        @Override
        public Object read(Object json) {
            return value(Form.expect(Map.class, json));
        }
    };

    static final Form VALUES = new Form() {
        @Override
        public void write(Object value, StringBuilder out) {
            entries(((Values) value).map(), out);
        }

        @Override
        public Object read(Object json) {
            return new Values(map(json));
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Values) value).isEmpty();
        }

        @Override
        public Object absent() {
            return Values.NONE;
        }
    };

    private ValueForms() {}

    private static void entries(Map<?, ?> values, StringBuilder out) {
        String separator = "[";
        for (Map.Entry<?, ?> one : values.entrySet()) {
            out.append(separator);
            entry(Optional.of((String) one.getKey()), one.getValue(), out);
            separator = ",";
        }
        out.append(separator.equals("[") ? "[]" : "]");
    }

    private static void entry(Optional<String> name, Object value, StringBuilder out) {
        out.append('{');
        name.ifPresent(text -> {
            out.append("\"name\":");
            JsonText.string(text, out);
            out.append(',');
        });
        out.append("\"type\":\"").append(typeOf(value));
        if (value instanceof List<?> list) {
            out.append("\",\"items\":");
            new Containers.ListForm(VALUE).write(list, out);
        } else if (value instanceof Map<?, ?> map) {
            out.append("\",\"entries\":");
            entries(map, out);
        } else {
            out.append("\",\"text\":");
            JsonText.string(value.toString(), out);
        }
        out.append('}');
    }

    private static String typeOf(Object value) {
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Long) {
            return "integer";
        }
        if (value instanceof Double) {
            return "number";
        }
        if (value instanceof Duration) {
            return "duration";
        }
        if (value instanceof Instant) {
            return "time";
        }
        if (value instanceof Window) {
            return "window";
        }
        if (value instanceof Nothing) {
            return "nothing";
        }
        if (value instanceof List<?>) {
            return "list";
        }
        if (value instanceof Map<?, ?>) {
            return "map";
        }
        throw new IllegalArgumentException(
                "no journal keeps a value of " + value.getClass().getName());
    }

    private static Object value(Map<?, ?> entry) {
        String type = Form.expect(String.class, member(entry, "type"));
        return switch (type) {
            case "list" -> new Containers.ListForm(VALUE).read(member(entry, "items"));
            case "map" -> map(member(entry, "entries"));
            default -> scalar(type, Form.expect(String.class, member(entry, "text")));
        };
    }

    private static Object scalar(String type, String text) {
        try {
            return switch (type) {
                case "text" -> text;
                case "boolean" -> Boolean.valueOf(text);
                case "integer" -> Long.valueOf(text);
                case "number" -> Double.valueOf(text);
                case "duration" -> Duration.parse(text);
                case "time" -> Instant.parse(text);
                case "window" ->
                    Window.parse(text).orElseThrow(() -> new IllegalArgumentException("no window: " + text));
                case "nothing" -> Nothing.NOTHING;
                default -> throw new IllegalArgumentException("no value is of type '%s'".formatted(type));
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'%s' is no %s".formatted(text, type), e);
        }
    }

    private static Map<String, Object> map(Object json) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object one : Form.expect(List.class, json)) {
            Map<?, ?> entry = Form.expect(Map.class, one);
            map.put(Form.expect(String.class, member(entry, "name")), value(entry));
        }
        return map;
    }

    private static Object member(Map<?, ?> entry, String key) {
        Object member = entry.get(key);
        if (member == null) {
            throw new IllegalArgumentException("an entry has no '%s'".formatted(key));
        }
        return member;
    }
}
