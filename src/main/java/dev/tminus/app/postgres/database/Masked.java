package dev.tminus.app.postgres.database;

import dev.tminus.action.Masker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values with the secrets in their texts hidden, however deep they lie. */
public final class Masked {

    private Masked() {}

    public static Object value(Masker masker, Object value) {
        if (value instanceof String text) {
            return masker.mask(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> value(masker, item)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(masker.mask(String.valueOf(key)), value(masker, item)));
            return copy;
        }
        return value;
    }
}
