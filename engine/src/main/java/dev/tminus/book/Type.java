package dev.tminus.book;

import java.util.LinkedHashMap;
import java.util.Map;

/** The type of a value in an expression, an input or a result. */
public sealed interface Type {

    /** Types without parts. {@code WINDOW} reads in expressions as a struct of start, end, length and text. */
    enum Simple implements Type {
        STRING,
        INT,
        DOUBLE,
        BOOL,
        DURATION,
        TIMESTAMP,
        WINDOW,
        /** Known only at run time: JSON documents, rows. */
        DYNAMIC
    }

    /** A list whose elements share one type. */
    record ListOf(Type element) implements Type {}

    /** A map with text keys. */
    record MapOf(Type value) implements Type {}

    /** Named fields; reading a field that is not there is a mistake found at validation. */
    record Struct(String name, Map<String, Type> fields) implements Type {
        public Struct {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** A value that may be missing; read with {@code hasValue()} and {@code orValue(x)}. */
    record Maybe(Type type) implements Type {}
}
