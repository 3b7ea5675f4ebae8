package dev.tminus.book;

import java.util.List;
import java.util.Optional;

/**
 * A typed question: an input of a run or a group, or a field of an {@code ask}.
 *
 * @param match pattern the whole text must match
 * @param values the allowed values of an enum
 * @param sets {@code run.window} or {@code run.roles}, when the answer changes the run
 */
public record Input(
        String name,
        Kind kind,
        Optional<String> match,
        List<String> values,
        Optional<Template> fallback,
        boolean optional,
        Optional<String> help,
        Optional<String> sets) {

    /** What can be asked for. {@code TEXT} may have several lines; {@code MAP} is for groups only. */
    public enum Kind {
        STRING,
        TEXT,
        INT,
        DOUBLE,
        BOOL,
        ENUM,
        DURATION,
        TIME,
        WINDOW,
        URL,
        LIST,
        MAP,
        ROLES,
        FILE
    }

    public Input {
        values = List.copyOf(values);
    }

    /** The type of the answer in expressions. */
    public Type type() {
        Type answer = switch (kind) {
            case STRING, TEXT, ENUM, URL, FILE -> Type.Simple.STRING;
            case INT -> Type.Simple.INT;
            case DOUBLE -> Type.Simple.DOUBLE;
            case BOOL -> Type.Simple.BOOL;
            case DURATION -> Type.Simple.DURATION;
            case TIME -> Type.Simple.TIMESTAMP;
            case WINDOW -> Type.Simple.WINDOW;
            case LIST -> new Type.ListOf(Type.Simple.DYNAMIC);
            case MAP -> new Type.MapOf(Type.Simple.DYNAMIC);
            case ROLES -> new Type.MapOf(new Type.ListOf(Type.Simple.STRING));
        };
        return optional && fallback.isEmpty() ? new Type.Maybe(answer) : answer;
    }
}
