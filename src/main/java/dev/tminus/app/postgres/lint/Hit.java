package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Tree;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A danger found.
 *
 * @param where the node it is about
 * @param table whose rows make it better or worse
 */
record Hit(Tree where, String message, Optional<Name> table) {

    static Stream<Hit> on(Name table, Tree where, String message) {
        return Stream.of(new Hit(where, message, Optional.of(table)));
    }

    static Stream<Hit> of(Tree where, String message) {
        return Stream.of(new Hit(where, message, Optional.empty()));
    }

    static Stream<Hit> none() {
        return Stream.empty();
    }
}
