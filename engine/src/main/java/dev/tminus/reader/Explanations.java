package dev.tminus.reader;

import dev.tminus.book.ActionType;
import dev.tminus.book.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@code tminus explain} says: about a problem's code, a key, an action, or a part of a runbook. */
public final class Explanations {
    private static final String EXPRESSIONS = "expressions";

    private final Keys keys;
    private final Map<String, String> codes;
    private final Map<String, String> more;

    public Explanations(Collection<ActionType> actions) {
        this(actions, Map.of());
    }

    /** @param more texts about codes that are not of runbooks, by code */
    public Explanations(Collection<ActionType> actions, Map<String, String> more) {
        this.more = Map.copyOf(more);
        this.keys = new Keys(actions);
        this.codes = codes();
    }

    /** The text about a code or topic; empty where there is none of that name. */
    public Optional<String> explain(String topic) {
        Optional<Code> code = Code.named(topic);
        if (code.isPresent()) {
            return Optional.of("%s: %s\n\n%s\n"
                    .formatted(
                            code.get(),
                            code.get().title(),
                            codes.getOrDefault(code.get().name(), "").strip()));
        }
        String other = more.get(topic.toUpperCase(Locale.ROOT));
        if (other != null) {
            return Optional.of(other);
        }
        if (topic.equals(EXPRESSIONS)) {
            return Optional.of(expressions());
        }
        if (keys.contexts().containsKey(topic)) {
            return Optional.of(context(topic));
        }
        String name =
                topic.contains(".") && keys.type(topic).isEmpty() ? topic.substring(topic.lastIndexOf('.') + 1) : topic;
        String prefix = name.equals(topic) ? "" : topic.substring(0, topic.lastIndexOf('.'));
        String found = keys.contexts().entrySet().stream()
                .filter(context -> prefix.isEmpty() || context.getKey().equals(prefix))
                .flatMap(context -> context.getValue().stream()
                        .filter(key -> key.name().equals(name))
                        .map(key -> key(context.getKey(), key)))
                .distinct()
                .collect(Collectors.joining("\n"));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** The topic that was probably meant. */
    public Optional<String> suggestion(String topic) {
        return DidYouMean.help(topic, topics());
    }

    /** Everything that can be asked for. */
    public List<String> topics() {
        TreeSet<String> topics = new TreeSet<>(keys.contexts().keySet());
        topics.add(EXPRESSIONS);
        topics.addAll(more.keySet());
        keys.contexts().values().forEach(all -> all.forEach(key -> topics.add(key.name())));
        for (Code code : Code.values()) {
            topics.add(code.name());
        }
        return List.copyOf(topics);
    }

    private static String expressions() {
        StringBuilder text = new StringBuilder("""
                Expressions are CEL, checked when the runbook is read.

                Names:
                  inputs, vars, environment, roles, run, now, steps.ID.result.FIELD, steps.ID.CAPTURE,
                  steps.ID.state (.started, .ended, .duration), steps.LOOP.each, phases.ID, rehearsal;
                  in a step's own poll, expect and capture also result, its fields by name, and previous;
                  secrets, only where nobody sees them

                Functions:
                """);
        for (Functions.Function function : Functions.all()) {
            text.append("  %s\n      %s\n      %s = %s\n"
                    .formatted(function.signature(), function.help(), function.example(), function.result()));
        }
        return text.toString();
    }

    private String context(String context) {
        StringBuilder text = new StringBuilder("The keys of %s:\n\n".formatted(Form.article(context)));
        for (Key key : keys.contexts().get(context)) {
            text.append("  %-20s %s%s\n".formatted(key.name(), key.help(), key.required() ? " (must be there)" : ""));
        }
        return text.toString();
    }

    private String key(String context, Key key) {
        StringBuilder text = new StringBuilder("%s (of %s)\n\n  %s.\n  Value: %s.\n"
                .formatted(
                        key.name(),
                        Form.article(context),
                        key.help(),
                        key.form().description()));
        if (!key.example().isBlank()) {
            text.append("\n").append(key.example().strip().indent(4));
        }
        keys.type(key.name()).ifPresent(type -> text.append(action(type)));
        return text.toString();
    }

    private static String action(ActionType type) {
        StringBuilder text = new StringBuilder();
        List<ActionType.Key> all = new ArrayList<>(type.keys());
        if (!all.isEmpty()) {
            text.append("\n  Keys:\n");
            all.forEach(key -> text.append(
                    "    %-20s %s%s\n".formatted(key.name(), key.help(), key.required() ? " (must be there)" : "")));
        }
        if (!type.beside().isEmpty()) {
            text.append("\n  Beside it in the step:\n");
            type.beside().forEach(key -> text.append("    %-20s %s\n".formatted(key.name(), key.help())));
        }
        if (!type.result().isEmpty()) {
            text.append("\n  Result:\n");
            type.result().forEach((name, field) -> text.append("    %-20s %s\n".formatted(name, described(field))));
        }
        return text.append("\n  %s\n".formatted(repeat(type.repeat()))).toString();
    }

    private static String described(Type type) {
        return TypeWords.of(type);
    }

    static String repeat(ActionType.Repeat repeat) {
        return switch (repeat) {
            case SAFE -> "After a crash in the middle it simply runs again.";
            case CHECK_FIRST -> "After a crash in the middle it finds out what happened.";
            case NEVER -> "After a crash in the middle a person says what happened.";
        };
    }

    /** The texts behind the headings of the resource, by code. */
    private static Map<String, String> codes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (String section : ("\n" + resource()).split("\n## ", -1)) {
            int end = section.indexOf('\n');
            if (end > 0) {
                codes.put(section.substring(0, end).strip(), section.substring(end + 1));
            }
        }
        return codes;
    }

    private static String resource() {
        try (InputStream in = Explanations.class.getResourceAsStream("explanations.md")) {
            if (in == null) {
                throw new IllegalStateException("explanations.md is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
