package dev.tminus.app.report;

import dev.tminus.book.Action;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Scope;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Actions as a person would type or do them, with every value that can be worked out now. */
record Commands(Scope scope) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    String of(Action action) {
        if (action instanceof Action.Perform perform) {
            Map<String, Object> inputs = new LinkedHashMap<>();
            perform.inputs().forEach((name, template) -> inputs.put(name, resolved(template)));
            return of(perform.key(), inputs);
        }
        return switch (action.key()) {
            case "manual" -> "do: " + value(((Action.Manual) action).text());
            case "approve" ->
                "get the approval of "
                        + String.join(", ", ((Action.Approve) action).approval().by());
            case "decide" -> decide((Action.Decide) action);
            case "ask" ->
                "find out: " + String.join(", ", ((Action.Ask) action).fields().keySet());
            case "check" ->
                ((Action.Check) action)
                        .expectations().stream()
                                .map(expression -> "check: " + expression.source())
                                .collect(Collectors.joining("\n"));
            case "set" -> settings(((Action.Set) action).values());
            case "wait" -> wait((Action.Wait) action);
            case "notify" ->
                "tell %s: %s".formatted(texts(((Action.Notify) action).to()), value(((Action.Notify) action).text()));
            case "close" -> "take back now: " + String.join(", ", ((Action.Close) action).steps());
            case "settle" -> "keep for good: " + String.join(", ", ((Action.Settle) action).steps());
            case "use" ->
                "the steps of " + ((Action.Use) action).group() + " with\n" + settings(((Action.Use) action).with());
            case "steps" -> pattern((Action.Steps) action);
            default -> action.key();
        };
    }

    private String decide(Action.Decide decide) {
        return "decide: %s\noptions: %s"
                .formatted(
                        value(decide.question()),
                        String.join(", ", decide.options().keySet()));
    }

    private String wait(Action.Wait wait) {
        return wait.until() instanceof Action.Until.Value length
                ? "wait: " + value(length.value())
                : "wait until T" + ((Action.Until.Moment) wait.until()).fromT();
    }

    private static String pattern(Action.Steps steps) {
        String order = steps.parallel() > 1 ? "at the same time: " : "one after the other: ";
        return order + steps.steps().stream().map(Step::name).collect(Collectors.joining("; "));
    }

    private String settings(Map<String, Template> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + value(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private String texts(List<Template> templates) {
        return templates.stream().map(this::value).collect(Collectors.joining(", "));
    }

    /** The value as text; its source in angle brackets where it is known only later. */
    String value(Template template) {
        return Words.value(resolved(template));
    }

    /** Leaf by leaf, so that one unknown value hides no other. */
    private Object resolved(Template template) {
        if (template instanceof Template.Items items) {
            List<Object> all = new ArrayList<>();
            items.items().forEach(item -> all.add(resolved(item)));
            return all;
        }
        if (template instanceof Template.Fields fields) {
            Map<String, Object> all = new LinkedHashMap<>();
            fields.fields().forEach((name, field) -> all.put(name, resolved(field)));
            return all;
        }
        if (template instanceof Template.Text text) {
            return text.parts().stream().map(this::value).collect(Collectors.joining());
        }
        try {
            return template.resolve(scope);
        } catch (ExpressionException later) {
            return template.expressions()
                    .map(expression -> "<" + expression.source() + ">")
                    .collect(Collectors.joining());
        }
    }

    /** An action by its key and the values it is given. */
    static String of(String action, Map<String, Object> inputs) {
        Map<String, Object> rest = new LinkedHashMap<>(inputs);
        List<String> lines = new ArrayList<>();
        if (action.equals("run") && rest.get("command") != null) {
            Object command = rest.remove("command");
            Object folder = rest.remove("cwd");
            if (folder != null) {
                lines.add("cd " + quoted(folder));
            }
            if (rest.remove("env") instanceof Map<?, ?> env) {
                env.forEach((name, value) -> lines.add("export %s=%s".formatted(name, quoted(value))));
            }
            lines.add(
                    command instanceof List<?> words
                            ? words.stream().map(Commands::quoted).collect(Collectors.joining(" "))
                            : Words.value(command));
        } else {
            lines.add(action);
        }
        rest.forEach((name, value) -> lines.add("  %s: %s".formatted(name, Words.value(value))));
        return String.join("\n", lines);
    }

    /** A word as a POSIX shell needs it. */
    private static String quoted(Object word) {
        String text = Words.value(word);
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }
}
