package dev.tminus.journal;

import dev.tminus.book.Values;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The form of each type an event may be made of; a type that is not here does not enter a journal. */
final class Forms {
    private static final Map<Class<?>, Form> SIMPLE = Map.of(
            String.class, simple(JsonText::string, String.class, Function.identity(), String.class),
            Instant.class, simple(Times::write, String.class, Times::read, Instant.class),
            Duration.class, new Milliseconds(),
            int.class,
                    simple((number, out) -> JsonText.integer(number, out), Long.class, Math::toIntExact, Integer.class),
            Integer.class,
                    simple((number, out) -> JsonText.integer(number, out), Long.class, Math::toIntExact, Integer.class),
            long.class,
                    simple((number, out) -> JsonText.integer(number, out), Long.class, Function.identity(), Long.class),
            Long.class,
                    simple((number, out) -> JsonText.integer(number, out), Long.class, Function.identity(), Long.class),
            boolean.class, simple((truth, out) -> out.append(truth), Boolean.class, Function.identity(), Boolean.class),
            Values.class, ValueForms.VALUES,
            Object.class, ValueForms.VALUE);

    private Forms() {}

    static Form of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Form last = of(arguments[arguments.length - 1]);
            if (generic.getRawType() == Optional.class) {
                return new Containers.OptionalForm(last);
            }
            if (generic.getRawType() == List.class) {
                return new Containers.ListForm(last);
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new Containers.MapForm(last);
            }
        } else if (type instanceof Class<?> plain) {
            Form simple = SIMPLE.get(plain);
            if (simple != null) {
                return simple;
            }
            if (plain.isEnum()) {
                return enumeration(plain);
            }
            if (plain.isRecord()) {
                return RecordForm.of(plain);
            }
        }
        throw new IllegalArgumentException("no event may hold a " + type.getTypeName());
    }

    private static <T, J> Form simple(
            BiConsumer<T, StringBuilder> write, Class<J> json, Function<J, T> read, Class<T> type) {
        return new Form() {
            @Override
            public void write(Object value, StringBuilder out) {
                write.accept(type.cast(value), out);
            }

            @Override
            public Object read(Object value) {
                try {
                    return read.apply(Form.expect(json, value));
                } catch (DateTimeException | ArithmeticException e) {
                    throw new IllegalArgumentException(e.getMessage(), e);
                }
            }
        };
    }

    private static Form enumeration(Class<?> type) {
        Map<String, Object> constants = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(constant -> lower((Enum<?>) constant), Function.identity()));
        return new Form() {
            @Override
            public void write(Object value, StringBuilder out) {
                JsonText.string(lower((Enum<?>) value), out);
            }

            @Override
            public Object read(Object json) {
                return Optional.ofNullable(constants.get(Form.expect(String.class, json)))
                        .orElseThrow(() ->
                                new IllegalArgumentException("'%s' is no %s".formatted(json, type.getSimpleName())));
            }
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static final class Milliseconds implements Form {
        @Override
        public void write(Object value, StringBuilder out) {
            JsonText.integer(((Duration) value).toMillis(), out);
        }

        @Override
        public Object read(Object json) {
            return Duration.ofMillis(Form.expect(Long.class, json));
        }

        @Override
        public String suffix() {
            return "_ms";
        }
    }
}
