package dev.tminus.reader;

import dev.tminus.book.Input;
import dev.tminus.book.Template;
import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Builds typed questions: inputs of a runbook or a group, fields of an {@code ask}. */
final class InputBuilder {
    private final Expressions expressions;
    private final Problems problems;

    InputBuilder(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    Map<String, Input> inputs(Map<String, Entry> entries, Names names, Expressions.Reader reader) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        entries.forEach((name, entry) -> inputs.put(name, input(name, View.of(entry.value()), names, reader)));
        return inputs;
    }

    private Input input(String name, View input, Names names, Expressions.Reader reader) {
        Input.Kind kind = ValueTypes.kind(input.node());
        check(input, kind);
        Optional<Template> fallback =
                input.get("default").map(value -> expressions.template(value, form(kind), names, reader));
        return new Input(
                name,
                kind,
                input.text("match"),
                input.texts("values"),
                fallback,
                input.flag("optional"),
                input.text("help"),
                input.text("sets"));
    }

    private void check(View input, Input.Kind kind) {
        if (kind == Input.Kind.ENUM && input.texts("values").isEmpty()) {
            problems.add(input.node().place(), Code.TM410, "an enum needs its `values`", "add values: [one, another]");
        }
        if (kind != Input.Kind.ENUM && input.has("values")) {
            problems.add(
                    input.node().entries().get("values").key().place(),
                    Code.TM410,
                    "only an enum has `values`",
                    "write type: enum, or use `match`");
        }
        boolean text = kind == Input.Kind.STRING || kind == Input.Kind.TEXT || kind == Input.Kind.URL;
        if (!text && input.has("match")) {
            problems.add(
                    input.node().entries().get("match").key().place(),
                    Code.TM410,
                    "only text has a `match` pattern",
                    "write type: string, or delete the pattern");
        }
        checkDefault(input, kind);
        input.text("sets").ifPresent(sets -> {
            boolean fits = sets.equals("run.window") ? kind == Input.Kind.WINDOW : kind == Input.Kind.ROLES;
            if (!fits) {
                problems.add(
                        input.scalar("sets").orElseThrow().place(),
                        Code.TM410,
                        "`%s` is set by an input of type %s"
                                .formatted(sets, sets.equals("run.window") ? "window" : "roles"),
                        "change its type");
            }
        });
    }

    private void checkDefault(View input, Input.Kind kind) {
        if (input.scalar("default").isEmpty()
                || Fit.hasExpression(input.scalar("default").get())) {
            return;
        }
        Scalar value = input.scalar("default").get();
        boolean listed = kind != Input.Kind.ENUM || input.texts("values").contains(value.text());
        boolean fits = !(form(kind) instanceof Form.Leaf leaf) || Fit.constantFits(leaf.kind(), value);
        if (!listed || !fits) {
            problems.add(
                    value.place(),
                    Code.TM410,
                    "the default is %s; wanted is %s"
                            .formatted(
                                    value.description(),
                                    listed
                                            ? form(kind).description()
                                            : "one of " + String.join(", ", input.texts("values"))),
                    "give a default of the input's own type");
        }
    }

    private static Form form(Input.Kind kind) {
        return switch (kind) {
            case STRING, TEXT, ENUM, URL, FILE -> Forms.TEXT;
            case INT -> new Form.Leaf(Form.Kind.INT, true);
            case DOUBLE -> new Form.Leaf(Form.Kind.NUMBER, true);
            case BOOL -> new Form.Leaf(Form.Kind.BOOL, true);
            case DURATION -> Forms.DURATION;
            case TIME -> new Form.Leaf(Form.Kind.TIMESTAMP, true);
            case WINDOW -> new Form.Leaf(Form.Kind.WINDOW, true);
            case LIST, MAP, ROLES -> Forms.ANYTHING;
        };
    }
}
