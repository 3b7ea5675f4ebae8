package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Types of columns as text, and which changes of them leave every stored value as it is. */
final class Types {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("character varying", "varchar"),
            Map.entry("int4", "integer"),
            Map.entry("int", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("bpchar", "character"),
            Map.entry("bool", "boolean"),
            Map.entry("decimal", "numeric"),
            Map.entry("timestamp with time zone", "timestamptz"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("bit varying", "varbit"));

    private static final Set<String> GROW = Set.of("varchar", "varbit");

    private static final Pattern PARTS = Pattern.compile("([^(\\[]+)(?:\\((\\d+)(?:,(-?\\d+))?\\))?(.*)");

    private Types() {}

    /** A type as it was written, without pg_catalog: {@code varchar(100)}. */
    static String words(Tree typeName) {
        List<String> names = typeName.strings("names");
        String name = names.isEmpty() ? "" : names.get(names.size() - 1);
        String modifiers = typeName.list("typmods").stream()
                .map(modifier -> Integer.toString(modifier.at("ival").number("ival")))
                .collect(Collectors.joining(","));
        return NAMES.getOrDefault(name, name)
                + (modifiers.isEmpty() ? "" : "(" + modifiers + ")")
                + (typeName.has("arrayBounds") ? "[]" : "");
    }

    /** Longer or unlimited text, more digits of the same scale: the stored values stay. */
    static boolean keepsValues(String from, String to) {
        Matcher before = parts(from);
        Matcher after = parts(to);
        String old = name(before);
        String wanted = name(after);
        if (!before.group(4).equals(after.group(4))) {
            return false;
        }
        if (wanted.equals("text") || (wanted.equals("varchar") && after.group(2) == null)) {
            return old.equals("text") || old.equals("varchar");
        }
        if (!old.equals(wanted)) {
            return false;
        }
        if (wanted.equals("numeric")) {
            return after.group(2) == null
                    || (number(before, 2) <= number(after, 2)
                            && number(before, 3) == number(after, 3)
                            && before.group(2) != null);
        }
        boolean same = Optional.ofNullable(before.group(2)).equals(Optional.ofNullable(after.group(2)));
        return same || (GROW.contains(wanted) && before.group(2) != null && number(before, 2) <= number(after, 2));
    }

    private static Matcher parts(String type) {
        Matcher parts = PARTS.matcher(type);
        if (!parts.matches()) {
            throw new IllegalArgumentException("type must have a name, was '%s'".formatted(type));
        }
        return parts;
    }

    private static String name(Matcher parts) {
        String name = parts.group(1).strip();
        return NAMES.getOrDefault(name, name);
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }
}
