package dev.tminus.app.guide;

import dev.tminus.book.Action;
import dev.tminus.book.ActionType;
import dev.tminus.book.Choice;
import dev.tminus.book.Input;
import dev.tminus.book.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a step does: words for people, exact commands and SQL in fences. */
final class ActionText {
    private final Markdown out;
    private final Wording wording;

    ActionText(Markdown out, Wording wording) {
        this.out = out;
        this.wording = wording;
    }

    /** Everything but the steps inside, which the checklist itself writes. */
    void write(int depth, String name, Action action) {
        if (action instanceof Action.Perform perform) {
            perform(depth, perform);
        } else if (action instanceof Action.Manual manual) {
            String text = wording.text(manual.text());
            if (!text.strip().equals(name.strip())) {
                out.paragraph(depth, Markdown.escaped(text));
            }
        } else if (action instanceof Action.Decide decide) {
            decide(depth, decide);
        } else {
            others(depth, action);
        }
    }

    private void others(int depth, Action action) {
        if (action instanceof Action.Approve approve) {
            ChecklistStep.approval(out, depth, wording, approve.approval());
        } else if (action instanceof Action.Ask ask) {
            ask.fields().values().forEach(field -> out.paragraph(depth, "Answer: " + field(field)));
        } else if (action instanceof Action.Check check) {
            check.expectations().forEach(e -> out.paragraph(depth, "Check: " + Wording.expression(e)));
        } else if (action instanceof Action.Set set) {
            set.values()
                    .forEach((key, value) -> out.paragraph(
                            depth, "Set %s to %s".formatted(Markdown.code(key), Markdown.code(wording.text(value)))));
        } else if (action instanceof Action.Wait wait) {
            out.paragraph(depth, "Wait " + until(wait.until()));
        } else if (action instanceof Action.Notify message) {
            out.paragraph(
                    depth,
                    "Tell %s: %s"
                            .formatted(
                                    message.to().stream()
                                            .map(wording::text)
                                            .map(Markdown::escaped)
                                            .collect(Collectors.joining(", ")),
                                    Markdown.escaped(wording.text(message.text()))));
        } else {
            references(depth, action);
        }
    }

    private void references(int depth, Action action) {
        if (action instanceof Action.Close close) {
            out.paragraph(depth, "Take back now: " + codes(close.steps()));
        } else if (action instanceof Action.Settle settle) {
            out.paragraph(depth, "Keep for good: " + codes(settle.steps()));
        } else if (action instanceof Action.Use use) {
            use.with()
                    .forEach((key, value) -> out.paragraph(
                            depth, "With %s = %s".formatted(Markdown.code(key), Markdown.code(wording.text(value)))));
        } else if (action instanceof Action.Steps steps && steps.parallel() > 1) {
            out.paragraph(
                    depth,
                    steps.parallel() == Integer.MAX_VALUE
                            ? "All at the same time:"
                            : "Up to %d at the same time:".formatted(steps.parallel()));
        }
    }

    private void decide(int depth, Action.Decide decide) {
        out.paragraph(
                depth,
                "Decide (%s): %s"
                        .formatted(Wording.names(decide.by()), Markdown.escaped(wording.text(decide.question()))));
        if (!decide.show().isEmpty()) {
            out.paragraph(depth, "Look at " + Wording.shown(decide.show()));
        }
        out.blank();
        for (Map.Entry<String, Choice> option : decide.options().entrySet()) {
            out.line(depth, "- %s: %s".formatted(Markdown.code(option.getKey()), Wording.choice(option.getValue())));
        }
        decide.silence()
                .ifPresent(silence -> out.paragraph(
                        depth,
                        "No answer after %s: %s"
                                .formatted(
                                        Markdown.escaped(wording.text(silence.after())),
                                        silence.escalateTo().isEmpty()
                                                ? "remind"
                                                : "tell " + Wording.names(silence.escalateTo()))));
    }

    private void perform(int depth, Action.Perform perform) {
        Map<String, Template> rest = new LinkedHashMap<>(perform.inputs());
        String name = perform.type().name();
        if (name.equals("run")) {
            String key = perform.type().value().map(ActionType.Key::name).orElse("command");
            if (rest.containsKey(key)) {
                out.fence(depth, "sh", command(rest.remove(key)));
            }
        } else if (name.equals("sql") && rest.containsKey("text")) {
            out.fence(depth, "sql", wording.text(rest.remove("text")));
        } else {
            out.fence(depth, "yaml", yaml(name, rest));
            return;
        }
        rest.forEach((key, value) ->
                out.paragraph(depth, "%s: %s".formatted(Markdown.escaped(key), Markdown.code(wording.flow(value)))));
    }

    /** A script as it is, an argument list as a shell would take it. */
    private String command(Template command) {
        List<Template> arguments = wording.items(command);
        return arguments.isEmpty()
                ? wording.text(command)
                : arguments.stream().map(this::argument).collect(Collectors.joining(" "));
    }

    private String argument(Template argument) {
        String text = wording.text(argument);
        if (text.matches("[A-Za-z0-9_@%+=:,./-]+")) {
            return text;
        }
        return text.contains("${{") ? "\"" + text + "\"" : "'" + text.replace("'", "'\\''") + "'";
    }

    private String yaml(String name, Map<String, Template> inputs) {
        Yaml yaml = new Yaml().line(0, name + ":");
        inputs.forEach((key, value) -> {
            String text = wording.text(value);
            if (text.contains("\n")) {
                yaml.block(1, key, text);
            } else {
                yaml.line(1, key + ": " + wording.flow(value));
            }
        });
        return yaml.toString();
    }

    private static String field(Input field) {
        String type = field.kind().name().toLowerCase(Locale.ROOT);
        String values = field.values().isEmpty() ? "" : ": " + String.join(", ", field.values());
        String help = field.help().map(words -> ". " + Markdown.escaped(words)).orElse("");
        return "%s (%s%s%s)%s"
                .formatted(
                        Markdown.code(field.name()),
                        type,
                        Markdown.escaped(values),
                        field.optional() ? ", optional" : "",
                        help);
    }

    private String until(Action.Until until) {
        return until instanceof Action.Until.Moment moment
                ? "until T" + moment.fromT()
                : Markdown.escaped(wording.text(((Action.Until.Value) until).value()));
    }

    private static String codes(List<String> names) {
        return names.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }
}
