package dev.tminus.app.postgres.grammar;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an object as a statement gives it: a schema only where one was written. */
public record Name(Optional<String> schema, String name) {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    public static Name of(String name) {
        return new Name(Optional.empty(), name);
    }

    public static Name of(String schema, String name) {
        return new Name(Optional.of(schema), name);
    }

    /** Of a list of names, the last two; a catalog before them can only be the database itself. */
    static Name of(List<String> parts) {
        int last = parts.size() - 1;
        return parts.size() < 2 ? of(String.join(".", parts)) : of(parts.get(last - 1), parts.get(last));
    }

    /** True where both can mean the same object: the names are equal, and the schemas where both are written. */
    public boolean mayBe(Name other) {
        return name.equals(other.name) && (schema.isEmpty() || other.schema.isEmpty() || schema.equals(other.schema));
    }

    /** As SQL would write it. */
    @Override
    public String toString() {
        return schema.map(text -> quoted(text) + ".").orElse("") + quoted(name);
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
