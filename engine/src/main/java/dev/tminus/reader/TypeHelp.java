package dev.tminus.reader;

import dev.tminus.book.Type;

/** What to write where a value of some type is wanted. */
final class TypeHelp {
    private TypeHelp() {}

    /** How to get a value of this type. */
    static String of(Type wanted) {
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
}
