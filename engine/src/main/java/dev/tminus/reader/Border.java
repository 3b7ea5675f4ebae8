package dev.tminus.reader;

import dev.cel.common.values.NullValue;
import dev.tminus.book.Nothing;
import dev.tminus.book.Type;
import dev.tminus.book.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries values over the border between a {@link dev.tminus.book.Scope} and CEL's runtime. */
final class Border {

    private Border() {}

    /** A value of a declared type as CEL reads it. A value that is something else stays what it is; CEL will say so. */
    static Object into(Type type, String path, Object value, boolean throughOptional) {
        if (type instanceof Type.Maybe maybe) {
            return maybe(maybe, path, value);
        }
        if (value instanceof Window window) {
            return window(path, window, throughOptional);
        }
        if (type instanceof Type.Struct struct && value instanceof Map<?, ?> map) {
            return new FieldsValue(struct, path, map, throughOptional, map);
        }
        if (type instanceof Type.ListOf list && value instanceof List<?> items) {
            return items(list.element(), path, items);
        }
        if (type instanceof Type.MapOf table && value instanceof Map<?, ?> map) {
            return entries(table.value(), path, map);
        }
        if (type == Type.Simple.DOUBLE && value instanceof Number number) {
            return number.doubleValue();
        }
        if (type == Type.Simple.INT && value instanceof Double number && number == Math.rint(number)) {
            return Literals.whole(number);
        }
        return plain(path, value);
    }

    private static Optional<Object> maybe(Type.Maybe maybe, String path, Object value) {
        Optional<?> given = value instanceof Optional<?> optional ? optional : Optional.of(value);
        return given.filter(inner -> inner != Nothing.NOTHING).map(inner -> into(maybe.type(), path, inner, true));
    }

    private static FieldsValue window(String path, Window window, boolean throughOptional) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("start", window.begins());
        fields.put("end", window.ends());
        fields.put("length", window.length());
        fields.put("text", window.toString());
        return new FieldsValue(CelTypes.WINDOW, path, fields, throughOptional, window);
    }

    private static Object plain(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            return entries(Type.Simple.DYNAMIC, path, map);
        }
        if (value instanceof List<?> list) {
            return items(Type.Simple.DYNAMIC, path, list);
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value == Nothing.NOTHING ? NullValue.NULL_VALUE : value;
    }

    private static List<Object> items(Type type, String path, List<?> items) {
        List<Object> converted = new ArrayList<>(items.size());
        items.forEach(item -> converted.add(into(type, path + "[]", item, false)));
        return converted;
    }

    private static Map<String, Object> entries(Type type, String path, Map<?, ?> map) {
        Map<String, Object> converted = new LinkedHashMap<>();
        map.forEach((key, value) -> converted.put(String.valueOf(key), into(type, path + "." + key, value, false)));
        return converted;
    }

    /** What an expression gave, as the rest of the program knows values. */
    static Object outOf(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Border::outOfPresent);
        }
        return outOfPresent(value);
    }

    private static Object outOfPresent(Object value) {
        if (value instanceof FieldsValue fields) {
            return outOfPresent(fields.original());
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(outOfPresent(item)));
            return Collections.unmodifiableList(items);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof NullValue) {
            return Nothing.NOTHING;
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
        throw new Unfit("its value is of a kind that cannot be kept: "
                + value.getClass().getSimpleName());
    }

    private static Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            if (!(key instanceof String name)) {
                throw new Unfit("a key of a map must be text, was " + key);
            }
            // A missing field is left out, as it is in JSON.
            Optional<?> present = item instanceof Optional<?> optional ? optional : Optional.of(item);
            present.ifPresent(given -> fields.put(name, outOfPresent(given)));
        });
        return Collections.unmodifiableMap(fields);
    }
}
