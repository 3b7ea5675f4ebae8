package dev.tminus.run;

import dev.tminus.book.Expression;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step as text that is equal exactly when two steps do the same: expressions count by what they say. */
final class Written {

    private Written() {}

    static String of(Step step) {
        StringBuilder text = new StringBuilder();
        write(step.action(), text);
        write(step.conditions(), text);
        write(step.loop(), text);
        write(step.gate(), text);
        write(step.timing().timeout(), text);
        write(step.timing().poll(), text);
        write(step.judgement(), text);
        write(step.failure(), text);
        write(step.effect(), text);
        write(step.then(), text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof Expression expression) {
            text.append('`').append(expression.source()).append('`');
        } else if (value instanceof Template.Computed computed) {
            write(computed.expression(), text);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(inner -> write(inner, text));
            text.append(';');
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> write(inner, text));
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                text.append(key).append('=');
                write(inner, text);
            });
            text.append('}');
        } else if (value instanceof Record) {
            components(value, text);
        } else {
            text.append('"').append(value).append('"');
        }
    }

    private static void components(Object value, StringBuilder text) {
        text.append(value.getClass().getSimpleName()).append('(');
        try {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                write(component.getAccessor().invoke(value), text);
                text.append(',');
            }
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("a record answers for its components", impossible);
        }
        text.append(')');
    }
}
