package dev.tminus.journal;

import dev.tminus.book.Nothing;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import dev.tminus.run.RunEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One event of every type with every component filled, always the same. */
final class Samples {
    static final Instant TIME = Instant.parse("2026-12-01T01:00:00.250001Z");

    private Samples() {}

    static List<RunEvent> everyEvent() {
        return Arrays.stream(RunEvent.class.getPermittedSubclasses())
                .map(type -> RunEvent.class.cast(record(type)))
                .toList();
    }

    static Values everyValue() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", "caf\u00e9 \"quoted\" \u0007 \u2028 \ud83d\ude80");
        values.put("yes", true);
        values.put("rows", 9_007_199_254_740_993L);
        values.put("rate", 0.1);
        values.put("took", Duration.ofMillis(80_001));
        values.put("at", Instant.parse("2026-12-01T00:00:00Z"));
        values.put(
                "window", Window.parse("2026-12-01T01:00[Europe/Berlin]/PT3H").orElseThrow());
        values.put("none", Nothing.NOTHING);
        values.put("list", List.of("a", 1L, List.of(), Map.of("b", false)));
        return new Values(values);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Stream.of(components)
                .map(RecordComponent::getGenericType)
                .map(Samples::value)
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type, e);
        }
    }

    private static Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Object content = value(arguments[arguments.length - 1]);
            return generic.getRawType() == Optional.class
                    ? Optional.of(content)
                    : generic.getRawType() == List.class ? List.of(content) : Map.of("ops", content, "dba", content);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[plain.getEnumConstants().length - 1];
        }
        if (plain == Values.class) {
            return everyValue();
        }
        return Map.<Class<?>, Object>of(
                        String.class,
                        "dump/settle[2]",
                        Instant.class,
                        TIME,
                        Duration.class,
                        Duration.ofSeconds(80),
                        int.class,
                        2,
                        long.class,
                        4711L,
                        boolean.class,
                        true,
                        Object.class,
                        12L)
                .getOrDefault(plain, plain.isRecord() ? record(plain) : "");
    }
}
