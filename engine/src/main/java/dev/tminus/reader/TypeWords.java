package dev.tminus.reader;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.tminus.book.Type;

/** Types in the words of operators. */
final class TypeWords {

    private TypeWords() {}

    /** {@code a text}, {@code a list}, {@code a length of time that may be missing}. */
    static String of(Type type) {
        if (type instanceof Type.Simple simple) {
            return switch (simple) {
                case STRING -> "a text";
                case INT -> "a whole number";
                case DOUBLE -> "a number";
                case BOOL -> "true or false";
                case DURATION -> "a length of time";
                case TIMESTAMP -> "a point in time";
                case WINDOW -> "a window";
                case DYNAMIC -> "a value known only at run time";
            };
        }
        if (type instanceof Type.ListOf) {
            return "a list";
        }
        if (type instanceof Type.Maybe maybe) {
            return of(maybe.type()) + " that may be missing";
        }
        return type instanceof Type.MapOf ? "a map" : "a group of fields";
    }

    static String of(CelType type, CelTypes types) {
        return switch (type.kind()) {
            case NULL_TYPE -> "null";
            case OPAQUE ->
                type instanceof OptionalType
                        ? of(type.parameters().get(0), types) + " that may be missing"
                        : "a version";
            default -> types.type(type).map(TypeWords::of).orElse("a type");
        };
    }
}
