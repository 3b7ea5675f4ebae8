package dev.tminus.app.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tminus.book.Nothing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a program printed as one JSON value. Pure. */
final class JsonOutput {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonOutput() {}

    /** The value as runs know values; empty when the text is not JSON. */
    static Optional<Object> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || !looksLikeJson(trimmed)) {
            return Optional.empty();
        }
        try {
            return Optional.of(value(JSON.readTree(trimmed)));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Spares the parser, and the exception it would make, for the words most programs print. */
    private static boolean looksLikeJson(String text) {
        return "{[\"-0123456789tfn".indexOf(text.charAt(0)) >= 0;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
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
        return node.isNull() ? Nothing.NOTHING : node.textValue();
    }
}
