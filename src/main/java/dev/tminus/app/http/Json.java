package dev.tminus.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tminus.action.Masker;
import dev.tminus.book.Nothing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON and the values of a runbook, in both directions. */
final class Json {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(plain(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a plain value has a JSON form", impossible);
        }
    }

    /** The document in the text, or {@link Nothing} where there is none. */
    static Object parse(String text) {
        if (text.isBlank()) {
            return Nothing.NOTHING;
        }
        try {
            return value(MAPPER.readTree(text));
        } catch (JsonProcessingException notJson) {
            return Nothing.NOTHING;
        }
    }

    /** A value with the secrets in its texts hidden, however deep they lie. */
    static Object masked(Masker masker, Object value) {
        if (value instanceof String text) {
            return masker.mask(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> masked(masker, item)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(masker.mask(String.valueOf(key)), masked(masker, item)));
            return copy;
        }
        return value;
    }

    private static @Nullable Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (value == Nothing.NOTHING) {
            return null;
        }
        return value instanceof Boolean || value instanceof Number ? value : value.toString();
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(value(item)));
            return list;
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isTextual() ? node.textValue() : Nothing.NOTHING;
    }
}
