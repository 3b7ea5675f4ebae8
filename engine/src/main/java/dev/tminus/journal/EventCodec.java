package dev.tminus.journal;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tminus.run.RunEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An event as the one line of JSON that is hashed and kept, and back.
 *
 * <p>The rule for a line: the members of the {@link Envelope} first (v, run, seq, prev, writer_epoch, type), then one
 * member per component of the event's record in the order of declaration, named in snake_case. An empty optional, list,
 * map or set of values is left out; so components of these kinds may be added later. Times are RFC 3339 in UTC with six
 * digits; lengths of time are whole milliseconds under a name that ends in {@code _ms}; whole numbers lie within 2^53;
 * map keys are sorted; there are no floats and no nulls. Values that users make are entries of name, type and text, so
 * that no number is ever rewritten. The type is the record's simple name in snake_case.
 *
 * <p>Safe to share between threads; what an event looks like is found out once, by reflection.
 */
public final class EventCodec<E> {
    /** The codec of the journal. */
    public static final EventCodec<RunEvent> RUN_EVENTS = of(RunEvent.class);

    private final Map<String, Class<?>> types;

    private final Map<Class<?>, String> names;

    /** Found out on first use: a fresh process writes a few types of event only. */
    private final Map<Class<?>, RecordForm> forms = new ConcurrentHashMap<>();

    private EventCodec(Map<String, Class<?>> types) {
        this.types = types;
        this.names = types.entrySet().stream().collect(toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /** The codec of a sealed family of records. */
    public static <E> EventCodec<E> of(Class<E> family) {
        return new EventCodec<>(records(family).collect(toUnmodifiableMap(EventCodec::nameOf, Function.identity())));
    }

    private static String nameOf(Class<?> type) {
        return Names.snakeCase(type.getSimpleName());
    }

    private RecordForm form(Class<?> type) {
        return forms.computeIfAbsent(type, EventCodec::checkedForm);
    }

    private static RecordForm checkedForm(Class<?> type) {
        RecordForm form = RecordForm.of(type);
        Set<String> clash = new HashSet<>(form.keys());
        clash.retainAll(Envelope.KEYS);
        if (!clash.isEmpty()) {
            throw new IllegalArgumentException(
                    "event %s has members named like the envelope's: %s".formatted(nameOf(type), clash));
        }
        return form;
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCodec::records);
    }

    /** The names of all types of event, sorted. */
    public List<String> types() {
        return types.keySet().stream().sorted(Comparator.naturalOrder()).toList();
    }

    /** The line, without its newline. */
    public String encode(Envelope envelope, E event) {
        Class<?> type = event.getClass();
        String name = names.get(type);
        if (name == null) {
            throw new IllegalArgumentException("not an event of this journal: " + type.getName());
        }
        StringBuilder line = new StringBuilder(512);
        envelope.write(name, line);
        form(type).writeMembers(event, line);
        return line.append('}').toString();
    }

    /** A line read back. */
    public record Decoded<E>(Envelope envelope, E event) {}

    /** @throws UnreadableEventException when the line is of another format, of an unknown type or damaged */
    public Decoded<E> decode(String line) {
        Map<String, Object> members;
        try {
            members = JsonLine.parse(line);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException("a line of the journal", e);
        }
        String place =
                "event %s (%s) of run %s".formatted(members.get("seq"), members.get(Envelope.TYPE), members.get("run"));
        if (!Envelope.FORMAT.equals(members.get("v"))) {
            throw new UnreadableEventException(
                    place, "its format is %s, this program knows %s".formatted(members.get("v"), Envelope.FORMAT));
        }
        try {
            Envelope envelope = Envelope.read(members);
            Class<?> type = types.get(Envelope.text(members, Envelope.TYPE));
            if (type == null) {
                throw new UnreadableEventException(place, "its type is unknown in format " + Envelope.FORMAT);
            }
            members.keySet().removeAll(Envelope.KEYS);
            @SuppressWarnings("unchecked") // the form was made for a record of the family
            E event = (E) form(type).read(members);
            return new Decoded<>(envelope, event);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException(place + " of format " + Envelope.FORMAT, e);
        }
    }
}
