package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Answers;
import dev.tminus.book.Input;
import dev.tminus.book.Step;
import dev.tminus.book.Type;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person gives in a step's stead: its captures by name, fields of its result as {@code result.NAME}. */
final class Given {

    private static final String RESULT = "result.";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");

    private Given() {}

    /**
     * The values with the types the step itself would have given them.
     *
     * @throws IllegalArgumentException where one has no such name or type, with a sentence for the person
     */
    static Values read(Step step, Values said) {
        Map<String, Optional<Type>> names = names(step);
        Map<String, Object> read = new LinkedHashMap<>();
        said.map().forEach((name, value) -> {
            if (name.startsWith(RESULT)) {
                read.put(name, value instanceof String text ? guessed(text) : value);
            } else if (names.containsKey(name)) {
                read.put(name, value instanceof String text ? typed(name, names.get(name), text) : value);
            } else {
                throw new IllegalArgumentException(unknown(step, name, names));
            }
        });
        return new Values(read);
    }

    /** The captures among journaled values. */
    static Values captures(Values given) {
        Map<String, Object> captures = new LinkedHashMap<>(given.map());
        captures.keySet().removeIf(name -> name.startsWith(RESULT));
        return captures.size() == given.map().size() ? given : new Values(captures);
    }

    /** The result with the fields given; what the step itself brought forth stays where nothing else was said. */
    static Values result(Values own, Values given) {
        Map<String, Object> result = new LinkedHashMap<>(own.map());
        given.map().forEach((name, value) -> {
            if (name.startsWith(RESULT)) {
                result.put(name.substring(RESULT.length()), value);
            }
        });
        return new Values(result);
    }

    /** Whether the path below {@code steps.ID.} was given. */
    static boolean has(Values given, String path) {
        return given.find(path).isPresent()
                || (path.equals("result") && given.map().keySet().stream().anyMatch(name -> name.startsWith(RESULT)));
    }

    private static Map<String, Optional<Type>> names(Step step) {
        Map<String, Optional<Type>> names = new LinkedHashMap<>();
        step.judgement().capture().forEach((name, value) -> names.put(name, Optional.of(value.type())));
        if (step.action() instanceof Action.Ask ask) {
            ask.fields().forEach((name, field) -> names.put(name, Optional.of(field.type())));
        } else if (step.action() instanceof Action.Set set) {
            set.values().keySet().forEach(name -> names.put(name, Optional.empty()));
        }
        return names;
    }

    private static Object typed(String name, Optional<Type> type, String text) {
        return type.flatMap(Given::kind)
                .map(kind -> Answers.read(
                        new Input(
                                name,
                                kind,
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Optional.empty()),
                        text))
                .orElseGet(() -> guessed(text));
    }

    private static Optional<Input.Kind> kind(Type type) {
        if (type instanceof Type.Maybe maybe) {
            return kind(maybe.type());
        }
        if (!(type instanceof Type.Simple simple)) {
            return type instanceof Type.ListOf ? Optional.of(Input.Kind.LIST) : Optional.empty();
        }
        return switch (simple) {
            case STRING -> Optional.of(Input.Kind.STRING);
            case INT -> Optional.of(Input.Kind.INT);
            case DOUBLE -> Optional.of(Input.Kind.DOUBLE);
            case BOOL -> Optional.of(Input.Kind.BOOL);
            case DURATION -> Optional.of(Input.Kind.DURATION);
            case TIMESTAMP -> Optional.of(Input.Kind.TIME);
            case WINDOW -> Optional.of(Input.Kind.WINDOW);
            case DYNAMIC -> Optional.empty();
        };
    }

    /** A whole number, true and false are read as such where no type is known. */
    private static Object guessed(String text) {
        if (WHOLE_NUMBER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
    }

    private static String unknown(Step step, String name, Map<String, Optional<Type>> names) {
        if (step.judgement().captureSecret().containsKey(name)) {
            return "the secret '%s' is not taken from a command line".formatted(name);
        }
        List<String> all = new ArrayList<>(names.keySet());
        all.add("result.NAME for a field of its result");
        return "it gives no '%s'; it gives: %s".formatted(name, String.join(", ", all));
    }
}
