package dev.tminus.reader;

import dev.tminus.book.Input;
import dev.tminus.book.Template;
import dev.tminus.book.Type;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The types of values that stand in a file: constants, inputs, what a loop goes over. Reports nothing. */
final class ValueTypes {
    private final ExpressionCompiler compiler;

    ValueTypes(ExpressionCompiler compiler) {
        this.compiler = compiler;
    }

    /** The type of a value with expressions in its leaves. */
    Type template(Node node, Names names) {
        if (node instanceof Sequence list) {
            return new Type.ListOf(common(
                    list.items().stream().map(item -> template(item, names)).toList()));
        }
        if (node instanceof Mapping mapping) {
            return new Type.MapOf(common(mapping.entries().values().stream()
                    .map(entry -> template(entry.value(), names))
                    .toList()));
        }
        Scalar scalar = (Scalar) node;
        if (!Fit.hasExpression(scalar)) {
            return constant(scalar.value());
        }
        TemplateText text = TemplateText.parse(scalar.text());
        return text.isOneExpression() && text.parts().get(0) instanceof TemplateText.Part.Code code
                ? expression(code.source(), names)
                : Type.Simple.STRING;
    }

    /** The type of an expression; anything where it is wrong, which is reported elsewhere. */
    Type expression(String source, Names names) {
        return compiler.compile(source.strip(), names) instanceof Compiled.Fine fine
                ? fine.expression().type()
                : Type.Simple.DYNAMIC;
    }

    /** What a loop's own name stands for. */
    Type item(Node items, Names names) {
        if (items instanceof Mapping mapping) {
            return entry(((Type.MapOf) template(mapping, names)).value());
        }
        if (items instanceof Sequence list && list.items().stream().allMatch(Mapping.class::isInstance)) {
            return record(list.items().stream().map(Mapping.class::cast).toList(), names);
        }
        Type type = template(items, names);
        Type plain = type instanceof Type.Maybe maybe ? maybe.type() : type;
        if (plain instanceof Type.ListOf list) {
            return list.element();
        }
        return plain instanceof Type.MapOf map ? entry(map.value()) : Type.Simple.DYNAMIC;
    }

    private static Type entry(Type value) {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("key", Type.Simple.STRING);
        fields.put("value", value);
        return new Type.Struct("entry", fields);
    }

    /** Mappings with the same keys are read with their fields checked; others as they come. */
    private Type record(List<Mapping> items, Names names) {
        if (items.isEmpty()
                || items.stream()
                        .anyMatch(item -> !item.entries()
                                .keySet()
                                .equals(items.get(0).entries().keySet()))) {
            return new Type.MapOf(Type.Simple.DYNAMIC);
        }
        Map<String, Type> fields = new LinkedHashMap<>();
        for (String key : items.get(0).entries().keySet()) {
            fields.put(
                    key,
                    common(items.stream()
                            .map(item -> template(item.entries().get(key).value(), names))
                            .toList()));
        }
        return new Type.Struct("item", fields);
    }

    private static Type constant(Object value) {
        if (value instanceof String) {
            return Type.Simple.STRING;
        }
        if (value instanceof Long) {
            return Type.Simple.INT;
        }
        if (value instanceof Double) {
            return Type.Simple.DOUBLE;
        }
        return value instanceof Boolean ? Type.Simple.BOOL : Type.Simple.DYNAMIC;
    }

    /** The type all of them have; any where they differ. */
    static Type common(List<Type> types) {
        return types.stream().distinct().count() == 1 ? types.get(0) : Type.Simple.DYNAMIC;
    }

    /** The types of inputs or of an {@code ask}'s fields, by name. */
    static Map<String, Type> inputs(Optional<Node> node) {
        Map<String, Type> types = new LinkedHashMap<>();
        if (node.orElse(null) instanceof Mapping inputs) {
            inputs.entries().forEach((name, entry) -> types.put(name, input(name, entry.value())));
        }
        return types;
    }

    private static Type input(String name, Node node) {
        if (!(node instanceof Mapping mapping)) {
            return Type.Simple.DYNAMIC;
        }
        Optional<Template> fallback = mapping.get("default").map(value -> Template.of(""));
        boolean optional =
                mapping.get("optional").orElse(null) instanceof Scalar flag && Boolean.TRUE.equals(flag.value());
        return new Input(
                        name,
                        kind(mapping),
                        Optional.empty(),
                        List.of(),
                        fallback,
                        optional,
                        Optional.empty(),
                        Optional.empty())
                .type();
    }

    static Input.Kind kind(Mapping input) {
        String type = input.get("type").orElse(null) instanceof Scalar scalar ? scalar.text() : "string";
        for (Input.Kind kind : Input.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(type)) {
                return kind;
            }
        }
        return Input.Kind.STRING;
    }
}
