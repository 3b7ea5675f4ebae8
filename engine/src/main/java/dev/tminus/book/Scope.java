package dev.tminus.book;

import java.util.Optional;

/**
 * The names an expression may read at one place and moment: {@code inputs vars secrets environment roles steps phases
 * run rehearsal now}, a loop's own name, and in a step's own judgement {@code result} and its fields.
 *
 * <p>Values are the plain ones of {@link Values}; {@code Optional} stands for what may be missing.
 */
@FunctionalInterface
public interface Scope {

    /** The value behind a top-level name; empty where the name is unknown here. */
    Optional<Object> find(String name);

    /** This scope with one more name, which wins over an outer one. */
    default Scope with(String name, Object value) {
        return asked -> asked.equals(name) ? Optional.of(value) : find(asked);
    }
}
