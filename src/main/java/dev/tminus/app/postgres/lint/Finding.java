package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Place;
import dev.tminus.book.Problem.Severity;
import java.util.Optional;

/**
 * Something a rule found in a script.
 *
 * @param help the safer form
 * @param table the table it is about, where it is about one
 */
public record Finding(
        String code, Severity severity, Place start, Place end, String message, String help, Optional<Name> table) {

    static Finding unreadable(Place place, String sentence) {
        return new Finding(
                Rules.UNREADABLE,
                Severity.WARNING,
                place,
                place,
                "PostgreSQL 18 cannot read this: " + sentence,
                "mend it; what only psql understands belongs into a run step",
                Optional.empty());
    }
}
