package dev.tminus.app.aws;

import dev.tminus.action.ActionContext;
import dev.tminus.book.Durations;
import dev.tminus.book.Nothing;
import dev.tminus.book.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs of an action that asks AWS, read by type. */
public record AwsInputs(Map<String, Object> map) {

    public static AwsInputs of(ActionContext context) {
        return new AwsInputs(context.inputs());
    }

    public Optional<Object> find(String key) {
        return Optional.ofNullable(map.get(key)).filter(value -> value != Nothing.NOTHING);
    }

    public Optional<String> text(String key) {
        return find(key).map(Values::text).filter(value -> !value.isBlank());
    }

    public String required(String key) {
        return text(key).orElseThrow(() -> AwsTrouble.refused("%s is empty; say which one is meant.".formatted(key)));
    }

    public boolean flag(String key) {
        return text(key).map(Boolean::parseBoolean).orElse(false);
    }

    public Duration length(String key, Duration otherwise) {
        return find(key)
                .map(value -> value instanceof Duration length
                        ? length
                        : Durations.parse(value.toString())
                                .orElseThrow(() -> AwsTrouble.refused(
                                        "%s must be a duration such as 5m, was '%s'.".formatted(key, value))))
                .orElse(otherwise);
    }

    public List<String> texts(String key) {
        Object value = find(key).orElse(List.of());
        return value instanceof List<?> list ? list.stream().map(Values::text).toList() : List.of(Values.text(value));
    }

    public Map<String, String> table(String key) {
        Map<String, String> copy = new LinkedHashMap<>();
        if (find(key).orElse(Map.of()) instanceof Map<?, ?> table) {
            table.forEach((name, value) -> copy.put(String.valueOf(name), Values.text(value)));
        }
        return copy;
    }
}
