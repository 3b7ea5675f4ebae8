package dev.tminus.app.report;

import dev.tminus.book.SecretMark;
import dev.tminus.book.Values;
import dev.tminus.run.RunEvent;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values and names as a reader wants them. */
final class Words {

    /** Names of components that say what an event is about. */
    private static final Set<String> SUBJECTS =
            Set.of("step", "phase", "scenario", "option", "outcome", "request", "point");

    private Words() {}

    /** A value on one line, secrets as their names. */
    static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return "{" + map(map) + "}";
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(Words::value).collect(Collectors.joining(", ", "[", "]"));
        }
        return SecretMark.shown(Values.text(value));
    }

    static String map(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + " = "
                        + (entry.getValue() instanceof List<?> list
                                ? list.stream().map(Words::value).collect(Collectors.joining(", "))
                                : value(entry.getValue())))
                .collect(Collectors.joining("; "));
    }

    static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining("; "));
    }

    /** The text, cut with a notice where it is longer. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "… [" + (text.length() - end) + " more characters]";
    }

    /** The last part of a text, from the beginning of a line, with a notice where something was cut before it. */
    static String tail(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int from = text.length() - most;
        int line = text.indexOf('\n', from);
        int start = line < 0 || line == text.length() - 1 ? from : line + 1;
        int whole = Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start;
        return "[" + whole + " characters before this are left out]\n" + text.substring(whole);
    }

    /** {@code StepWaits} as {@code step waits}. */
    static String ofType(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Its type and what it is about: {@code step failed apply}. */
    static String ofEvent(RunEvent event) {
        StringBuilder text = new StringBuilder(ofType(event.getClass()));
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (SUBJECTS.contains(component.getName())) {
                text.append(' ').append(subject(event, component));
            }
        }
        return text.toString();
    }

    private static Object subject(RunEvent event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a public record shows its components", impossible);
        }
    }

    static String count(long n, String one) {
        return n == 1 ? "1 " + one : n + " " + one + "s";
    }
}
