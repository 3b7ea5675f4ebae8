package dev.tminus.app.postgres.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A node of the parse tree, with the names of PostgreSQL's own structures ({@code parsenodes.h}).
 *
 * <p>What the parser leaves out is false, empty or absent: a missing field answers like one with that value.
 */
public final class Tree {

    private final String kind;
    private final JsonNode fields;

    /** Reads a node as the parser writes it: {@code {"AlterTableStmt": {...}}}, or the fields alone. */
    Tree(JsonNode node) {
        boolean wrapped = node.size() == 1
                && Character.isUpperCase(node.fieldNames().next().charAt(0));
        this.kind = wrapped ? node.fieldNames().next() : "";
        this.fields = wrapped ? node.path(kind) : node;
    }

    /** {@code AlterTableStmt}; empty where the field's type leaves no choice. */
    public String kind() {
        return kind;
    }

    public boolean is(String name) {
        return kind.equals(name);
    }

    public boolean has(String field) {
        return fields.has(field);
    }

    public Tree at(String field) {
        return new Tree(fields.path(field));
    }

    public String text(String field) {
        return fields.path(field).asText();
    }

    public boolean flag(String field) {
        return fields.path(field).asBoolean();
    }

    public int number(String field) {
        return fields.path(field).asInt();
    }

    public List<Tree> list(String field) {
        List<Tree> list = new ArrayList<>();
        fields.path(field).forEach(node -> list.add(new Tree(node)));
        return list;
    }

    /** The strings of a list of String nodes: the parts of a name. */
    public List<String> strings(String field) {
        return list(field).stream()
                .filter(node -> node.is("String"))
                .map(node -> node.text("sval"))
                .toList();
    }

    /** The name in a RangeVar. */
    public Name rangeVar() {
        String schema = text("schemaname");
        return schema.isEmpty() ? Name.of(text("relname")) : Name.of(schema, text("relname"));
    }

    /** The name in a List of String nodes. */
    public Name listed() {
        return Name.of(is("List") ? strings("items") : is("String") ? List.of(text("sval")) : List.of());
    }

    /** The byte where it was written in the text; absent where the parser does not keep it. */
    Optional<Integer> location() {
        return fields.has("location") && number("location") >= 0 ? Optional.of(number("location")) : Optional.empty();
    }

    /** All nodes of a kind in here, this one included. */
    public Stream<Tree> all(String wanted) {
        Stream.Builder<Tree> found = Stream.builder();
        walk(node -> {
            if (node.is(wanted)) {
                found.add(node);
            }
        });
        return found.build();
    }

    private void walk(Consumer<Tree> visitor) {
        visitor.accept(this);
        children().forEach(child -> child.walk(visitor));
    }

    Stream<Tree> children() {
        List<Tree> children = new ArrayList<>();
        for (JsonNode field : fields) {
            if (field.isArray()) {
                field.forEach(node -> children.add(new Tree(node)));
            } else if (field.isObject()) {
                children.add(new Tree(field));
            }
        }
        return children.stream();
    }

    /** Fields by which the parser writes a RangeVar without its kind. */
    Stream<Tree> rangeVars() {
        return is("RangeVar") || (kind.isEmpty() && has("relname")) ? Stream.of(this) : Stream.empty();
    }

    @Override
    public String toString() {
        return kind + fields;
    }
}
