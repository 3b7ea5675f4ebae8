package dev.tminus.reader;

import dev.tminus.book.Type;

/** Types in the words of messages and help. */
final class TypeText {
    private TypeText() {}

    static String of(Type type) {
        if (type instanceof Type.ListOf list) {
            return list.element() == Type.Simple.DYNAMIC ? "a list" : "a list of " + plural(list.element());
        }
        if (type instanceof Type.MapOf) {
            return "a map";
        }
        if (type instanceof Type.Struct struct) {
            return "a %s with the fields %s"
                    .formatted(
                            struct.name(),
                            Shorten.to(120, String.join(", ", struct.fields().keySet())));
        }
        if (type instanceof Type.Maybe maybe) {
            return of(maybe.type()) + " that may be missing";
        }
        return switch ((Type.Simple) type) {
            case STRING -> "text";
            case INT -> "a whole number";
            case DOUBLE -> "a number";
            case BOOL -> "true or false";
            case DURATION -> "a length of time";
            case TIMESTAMP -> "a time";
            case WINDOW -> "a window";
            case DYNAMIC -> "any value";
        };
    }

    /** How to get a value of this type. */
    static String help(Type wanted) {
        if (wanted == Type.Simple.BOOL) {
            return "compare it with something: x == 1, x.size() > 0, x != \"\"";
        }
        if (wanted == Type.Simple.DURATION) {
            return "write duration(\"10m\"), or subtract two times";
        }
        return wanted == Type.Simple.INT || wanted == Type.Simple.DOUBLE
                ? "convert text with int(x) or double(x)"
                : "use a value of that type";
    }

    private static String plural(Type element) {
        return switch (element instanceof Type.Simple simple ? simple : Type.Simple.DYNAMIC) {
            case STRING -> "texts";
            case INT, DOUBLE -> "numbers";
            case BOOL -> "true or false";
            case DURATION -> "lengths of time";
            case TIMESTAMP -> "times";
            case WINDOW -> "windows";
            case DYNAMIC -> "values";
        };
    }
}
