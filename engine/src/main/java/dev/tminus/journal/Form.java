package dev.tminus.journal;

/** How values of one Java type are written in a line and read back. Stateless. */
interface Form {
    void write(Object value, StringBuilder out);

    /** @throws IllegalArgumentException when the JSON value does not fit */
    Object read(Object json);

    /** What an empty optional, list, map or set of values is: left out of a line. */
    default boolean isEmpty(Object value) {
        return false;
    }

    /** What a left-out member stands for. */
    default Object absent() {
        throw new IllegalArgumentException("it is missing");
    }

    /** What the member's name gets at its end, so that a number says its unit. */
    default String suffix() {
        return "";
    }

    /** @throws IllegalArgumentException when the JSON value is of another kind */
    static <T> T expect(Class<T> kind, Object json) {
        if (kind.isInstance(json)) {
            return kind.cast(json);
        }
        throw new IllegalArgumentException("expected %s, found %s"
                .formatted(kind.getSimpleName(), json.getClass().getSimpleName()));
    }
}
