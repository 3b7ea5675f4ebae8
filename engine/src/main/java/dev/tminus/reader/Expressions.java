package dev.tminus.reader;

import dev.tminus.book.Durations;
import dev.tminus.book.Expression;
import dev.tminus.book.Problem.Place;
import dev.tminus.book.Template;
import dev.tminus.book.Type;
import dev.tminus.book.Window;
import dev.tminus.reader.Form.Kind;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes templates and expressions of nodes, and reports what is wrong with them at their place in the file. */
final class Expressions {
    /** Finding the place of one mistake costs the length of the text around it. */
    private static final int MOST_IN_ONE_TEXT = 20;

    private final ExpressionCompiler compiler;
    private final Problems problems;

    Expressions(ExpressionCompiler compiler, Problems problems) {
        this.compiler = compiler;
        this.problems = problems;
    }

    /** A whole scalar that is an expression; empty where it is wrong. */
    Optional<Expression> expression(Scalar scalar, Names names, Reader reader, Type wanted) {
        String source = scalar.text().strip();
        if (source.startsWith("${{")) {
            return Optional.empty(); // Reported where the form of values is checked.
        }
        int offset = scalar.text().indexOf(source);
        Optional<Expression> compiled = compile(scalar, source, offset, names, reader);
        compiled.filter(expression -> !accepts(wanted, expression.type()))
                .ifPresent(expression -> wrongType(scalar, offset, source, wanted, expression.type()));
        return compiled;
    }

    /** A value of this form, in whose leaves expressions may stand. */
    Template template(Node node, Form form, Names names, Reader reader) {
        Form chosen = Fit.choose(form, node);
        if (node instanceof Sequence list) {
            Form item = chosen instanceof Form.ListOf many
                    ? many.item()
                    : chosen instanceof Form.OneOrMany many ? many.item() : Forms.ANYTHING;
            return new Template.Items(list.items().stream()
                    .map(entry -> template(entry, item, names, reader))
                    .toList());
        }
        if (node instanceof Mapping mapping) {
            return fields(mapping, chosen, names, reader);
        }
        return leaf((Scalar) node, chosen instanceof Form.OneOrMany one ? one.item() : chosen, names, reader);
    }

    private Template fields(Mapping mapping, Form form, Names names, Reader reader) {
        Map<String, Template> fields = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            Form inner = form instanceof Form.MapOf table
                    ? table.value()
                    : form instanceof Form.Inline inline
                            ? inline.keys().stream()
                                    .filter(key -> key.name().equals(name))
                                    .map(Key::form)
                                    .findFirst()
                                    .orElse(Forms.ANYTHING)
                            : Forms.ANYTHING;
            fields.put(name, template(entry.value(), inner, names, reader));
        });
        return new Template.Fields(fields);
    }

    private Template leaf(Scalar scalar, Form form, Names names, Reader reader) {
        Form chosen = Fit.choose(form, scalar);
        if (!Fit.hasExpression(scalar)) {
            return new Template.Constant(constant(scalar, chosen));
        }
        TemplateText text = TemplateText.parse(scalar.text());
        text.mistakes().stream().limit(MOST_IN_ONE_TEXT).forEach(mistake -> report(scalar, 0, mistake));
        List<Template> parts = new ArrayList<>();
        int before = problems.count();
        for (TemplateText.Part part : text.parts()) {
            if (problems.count() - before >= MOST_IN_ONE_TEXT) {
                break;
            }
            if (part instanceof TemplateText.Part.Literal literal) {
                parts.add(new Template.Constant(literal.text()));
            } else if (part instanceof TemplateText.Part.Code code) {
                compile(scalar, code.source(), code.offset(), names, reader)
                        .ifPresent(expression -> parts.add(new Template.Computed(expression)));
            }
        }
        if (text.isOneExpression() && parts.size() == 1) {
            checkWhole(scalar, (Template.Computed) parts.get(0), chosen);
            return parts.get(0);
        }
        return text.isPlain() ? new Template.Constant(text.plainText()) : new Template.Text(parts);
    }

    private void checkWhole(Scalar scalar, Template.Computed whole, Form form) {
        if (form instanceof Form.Leaf leaf) {
            Type wanted = typeOf(leaf.kind());
            Type found = whole.expression().type();
            if (!accepts(wanted, found) && !(written(leaf.kind()) && accepts(Type.Simple.STRING, found))) {
                int at = scalar.text().indexOf("${{");
                wrongType(scalar, at, scalar.text().strip(), wanted, found);
            }
        }
    }

    /** Kinds that text can stand for, which is read when its value is known. */
    private static boolean written(Kind kind) {
        return kind == Kind.DURATION || kind == Kind.TIMESTAMP || kind == Kind.WINDOW;
    }

    private static Type typeOf(Kind kind) {
        return switch (kind) {
            case BOOL -> Type.Simple.BOOL;
            case INT -> Type.Simple.INT;
            case NUMBER -> Type.Simple.DOUBLE;
            case DURATION -> Type.Simple.DURATION;
            case TIMESTAMP -> Type.Simple.TIMESTAMP;
            case WINDOW -> Type.Simple.WINDOW;
            case TEXT, PATTERN, EXPRESSION, ID, AT, AFTER, CHOICE, VERSION -> Type.Simple.DYNAMIC;
        };
    }

    private static boolean accepts(Type wanted, Type found) {
        Type plain = found instanceof Type.Maybe maybe && wanted != Type.Simple.BOOL ? maybe.type() : found;
        return wanted.equals(Type.Simple.DYNAMIC)
                || plain.equals(Type.Simple.DYNAMIC)
                || plain.equals(wanted)
                || (wanted.equals(Type.Simple.DOUBLE) && plain.equals(Type.Simple.INT));
    }

    private void wrongType(Scalar scalar, int offset, String source, Type wanted, Type found) {
        boolean maybe = found instanceof Type.Maybe;
        problems.add(
                scalar.place(offset, offset + source.length()),
                maybe ? Code.TM305 : Code.TM302,
                maybe
                        ? "this may be missing; wanted is " + TypeWords.of(wanted)
                        : "this gives %s; wanted is %s".formatted(TypeWords.of(found), TypeWords.of(wanted)),
                maybe ? "ask with .hasValue(), or say what counts with .orValue(x)" : TypeHelp.of(wanted));
    }

    private Optional<Expression> compile(Scalar scalar, String source, int offset, Names names, Reader reader) {
        Compiled compiled = compiler.compile(source, names);
        if (compiled instanceof Compiled.Fine fine) {
            reader.reads(fine.expression(), () -> scalar.place(offset, offset + source.length()));
            return Optional.of(fine.expression());
        }
        ((Compiled.Wrong) compiled)
                .mistakes().stream().limit(MOST_IN_ONE_TEXT).forEach(mistake -> report(scalar, offset, mistake));
        return Optional.empty();
    }

    private void report(Scalar scalar, int offset, Mistake mistake) {
        int from = offset + mistake.offset();
        problems.add(
                scalar.place(from, from + mistake.length()),
                mistake.code(),
                mistake.message(),
                Optional.of(mistake.help()).filter(help -> !help.isBlank()));
    }

    /** The value of a leaf without expressions. */
    static Object constant(Scalar scalar, Form form) {
        if (form instanceof Form.Leaf leaf) {
            return switch (leaf.kind()) {
                case BOOL, INT -> scalar.value();
                case NUMBER -> scalar.value() instanceof Long whole ? (Object) whole.doubleValue() : scalar.value();
                case DURATION ->
                    Durations.parse(scalar.text()).map(Object.class::cast).orElse(scalar.text());
                case WINDOW ->
                    Window.parse(scalar.text()).map(Object.class::cast).orElse(scalar.text());
                case TIMESTAMP -> instant(scalar.text());
                case TEXT, PATTERN, EXPRESSION, ID, AT, AFTER, CHOICE, VERSION -> scalar.text();
            };
        }
        return form instanceof Form.Anything || form instanceof Form.Either ? scalar.value() : scalar.text();
    }

    private static Object instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException reportedAlready) {
            return text;
        }
    }

    /** Where an expression stands: it judges what the expression reads. */
    interface Reader {
        /** Nothing to judge. */
        Reader ANY = (expression, place) -> {};

        void reads(Expression expression, Supplier<Place> place);
    }
}
