package dev.tminus.book;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A value whose leaves may be expressions. Resolving it gives a plain value as {@link Values} knows them. */
public sealed interface Template {

    /** The value in this scope; {@link ExpressionException} where a leaf has none. */
    Object resolve(Scope scope);

    /** Every expression in it, in reading order. */
    Stream<Expression> expressions();

    static Template of(Object value) {
        return new Constant(value);
    }

    /** A value that stands in the file as it is. */
    record Constant(Object value) implements Template {
        @Override
        public Object resolve(Scope scope) {
            return value;
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.empty();
        }
    }

    /** A leaf that is one whole expression and keeps its type. */
    record Computed(Expression expression) implements Template {
        @Override
        public Object resolve(Scope scope) {
            Object value = expression.evaluate(scope);
            if (value instanceof Optional<?> optional) {
                return optional.orElseThrow(
                        () -> new ExpressionException(expression.source(), "it has no value; add .orValue(...)"));
            }
            return value;
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.of(expression);
        }
    }

    /** Text with expressions in it; durations and instants are written as people read them. */
    record Text(List<Template> parts) implements Template {
        public Text {
            parts = List.copyOf(parts);
        }

        @Override
        public Object resolve(Scope scope) {
            return parts.stream().map(part -> Values.text(part.resolve(scope))).collect(Collectors.joining());
        }

        @Override
        public Stream<Expression> expressions() {
            return parts.stream().flatMap(Template::expressions);
        }
    }

    /** A list. */
    record Items(List<Template> items) implements Template {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public Object resolve(Scope scope) {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.resolve(scope)));
            return Collections.unmodifiableList(values);
        }

        @Override
        public Stream<Expression> expressions() {
            return items.stream().flatMap(Template::expressions);
        }
    }

    /** A mapping with text keys, in the order written. */
    record Fields(Map<String, Template> fields) implements Template {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public Object resolve(Scope scope) {
            Map<String, Object> values = new LinkedHashMap<>();
            fields.forEach((name, field) -> values.put(name, field.resolve(scope)));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public Stream<Expression> expressions() {
            return fields.values().stream().flatMap(Template::expressions);
        }
    }
}
