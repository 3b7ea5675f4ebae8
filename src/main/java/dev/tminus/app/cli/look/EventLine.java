package dev.tminus.app.cli.look;

import dev.tminus.action.SafeText;
import dev.tminus.book.Durations;
import dev.tminus.book.SecretMark;
import dev.tminus.book.Values;
import dev.tminus.run.Actor;
import dev.tminus.run.OutputRef;
import dev.tminus.run.RunEvent;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** One event as one line for people: time, what happened, and what is worth saying of it. */
final class EventLine {

    /** Long, or said in the first columns already. */
    private static final Set<String> LEFT_OUT = Set.of("at", "plan", "step", "phase");

    private static final int LONGEST = 160;

    private EventLine() {}

    static String of(RunEvent event) {
        String about = member(event, "step")
                .or(() -> member(event, "phase"))
                .map(Object::toString)
                .orElse("");
        StringJoiner more = new StringJoiner("  ");
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (!LEFT_OUT.contains(component.getName())) {
                String value = text(value(event, component));
                if (!value.isEmpty()) {
                    more.add(component.getName() + "=" + value);
                }
            }
        }
        return SafeText.line("%s  %-18s %-20s %s"
                .formatted(event.at(), word(event), about, more)
                .stripTrailing());
    }

    static String word(RunEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "_$1")
                .toLowerCase(Locale.ROOT);
    }

    /** The step an event is about, if it is about one. */
    static Optional<Object> member(RunEvent event, String name) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return Optional.of(value(event, component));
            }
        }
        return Optional.empty();
    }

    private static Object value(RunEvent event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a public record can be read", impossible);
        }
    }

    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(EventLine::text).orElse("");
        }
        if (value instanceof Actor actor) {
            return actor.person() + (actor.via().equals("cli") ? "" : " via " + actor.via());
        }
        if (value instanceof OutputRef output) {
            return output.size() + " bytes";
        }
        if (value instanceof Values values) {
            return values.isEmpty() ? "" : shortened(values.map().toString());
        }
        if (value instanceof Duration length) {
            return Durations.text(length);
        }
        boolean empty = (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || Boolean.FALSE.equals(value);
        return empty ? "" : shortened(String.valueOf(value));
    }

    private static String shortened(String text) {
        String shown = SecretMark.shown(text);
        return shown.codePointCount(0, shown.length()) <= LONGEST
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, LONGEST)) + "...";
    }
}
