package dev.tminus.app.guide;

import dev.tminus.book.Approval;
import dev.tminus.book.Choice;
import dev.tminus.book.Expression;
import dev.tminus.book.Phase;
import dev.tminus.book.Shown;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How the values of a runbook read in a checklist.
 *
 * @param known replaces a template by what is already known of it; the rest is shown as the expression it is
 */
record Wording(UnaryOperator<Template> known) {

    /** As text: a constant text without quotes, anything else as in the file. */
    String text(Template template) {
        Template value = known.apply(template);
        if (value instanceof Template.Text text) {
            return text.parts().stream().map(this::text).collect(Collectors.joining());
        }
        if (value instanceof Template.Constant constant
                && !(constant.value() instanceof List)
                && !(constant.value() instanceof Map)) {
            return Values.text(constant.value());
        }
        return value instanceof Template.Computed computed ? expression(computed) : flow(value);
    }

    /** As a value in a runbook file, on one line. */
    String flow(Template template) {
        Template value = known.apply(template);
        if (value instanceof Template.Items items) {
            return items.items().stream().map(this::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Template.Fields fields) {
            return fields.fields().entrySet().stream()
                    .map(field -> Yaml.flow(field.getKey()) + ": " + flow(field.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof Template.Computed computed) {
            return Yaml.quoted(expression(computed));
        }
        if (value instanceof Template.Constant constant) {
            return constant(constant.value());
        }
        return Yaml.quoted(text(value));
    }

    /** The items of a list, or nothing where it is only known as an expression. */
    List<Template> items(Template template) {
        Template value = known.apply(template);
        if (value instanceof Template.Items items) {
            return items.items();
        }
        return value instanceof Template.Constant constant && constant.value() instanceof List<?> list
                ? list.stream().map(item -> Template.of(item)).toList()
                : List.of();
    }

    private static String expression(Template.Computed computed) {
        return "${{ %s }}".formatted(computed.expression().source().strip());
    }

    static String expression(Expression expression) {
        return Markdown.code(expression.source());
    }

    static String start(Phase.Start start) {
        if (start instanceof Phase.Start.At at) {
            return at + ": ";
        }
        return start instanceof Phase.Start.After after
                ? "%s after %s: ".formatted(distance(after), after.phase())
                : "";
    }

    static String approval(Approval approval) {
        String number = approval.need() == Approval.EACH ? "one person of each of" : approval.need() + " of";
        String not = approval.not().isEmpty() ? "" : ", not " + String.join(", ", approval.not());
        return "%s %s%s".formatted(number, names(approval.by()), not);
    }

    static String shown(List<Shown> shown) {
        return shown.stream().map(Shown::source).map(Markdown::code).collect(Collectors.joining(", "));
    }

    /** Where a choice leads, in words. */
    static String choice(Choice choice) {
        if (choice instanceof Choice.Jump jump) {
            return "go to " + Markdown.code(jump.step());
        }
        if (choice instanceof Choice.RollBack back) {
            return "roll back with " + Markdown.code(back.scenario());
        }
        if (choice instanceof Choice.Park) {
            return "wait for another date";
        }
        if (choice instanceof Choice.Resume) {
            return "go on after the step that failed";
        }
        if (choice instanceof Choice.End) {
            return "end this part";
        }
        return choice instanceof Choice.Continue ? "go on" : "stop and ask";
    }

    static String names(List<String> names) {
        return names.stream().map(Markdown::escaped).collect(Collectors.joining(", "));
    }

    private static String distance(Phase.Start.After after) {
        String offset = after.offset().toString();
        return offset.isEmpty() ? "right" : offset.startsWith("+") ? offset.substring(1) : offset;
    }

    private static String constant(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Wording::constant).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> Yaml.flow(String.valueOf(entry.getKey())) + ": " + constant(entry.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return new BigDecimal(number.toString()).toPlainString();
        }
        return value instanceof String text ? Yaml.flow(text) : Values.text(value);
    }
}
