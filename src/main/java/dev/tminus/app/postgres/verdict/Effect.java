package dev.tminus.app.postgres.verdict;

import dev.tminus.app.postgres.grammar.Name;
import java.util.Locale;
import java.util.Optional;

/**
 * Something a statement does to the schema and that the catalog shows.
 *
 * @param statement its number in the script, from 1
 * @param of the table or type it belongs to
 */
public record Effect(int statement, Kind kind, Name name, Optional<Name> of, Way way) {

    /** What is made or changed. */
    public enum Kind {
        RELATION,
        INDEX,
        COLUMN,
        CONSTRAINT,
        TYPE,
        ENUM_VALUE,
        SCHEMA,
        TRIGGER,
        POLICY,
        EXTENSION,
        /** A column's NOT NULL. */
        NOT_NULL,
        /** That a constraint is validated. */
        VALIDATED
    }

    /** Whether it is there afterwards or gone. */
    public enum Way {
        MADE,
        DROPPED
    }

    public Effect {
        if (statement < 1) {
            throw new IllegalArgumentException("statement must be at least 1, was " + statement);
        }
    }

    /** The same object, whatever is done to it, as people read it. */
    public String object() {
        String what = kind == Kind.RELATION
                ? "table or view"
                : kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return what + " " + of.map(owner -> owner + ".").orElse("") + name;
    }

    /** Under which its state from before is kept. */
    public String key() {
        return statement + " " + way + " " + object();
    }

    /** As people read it, as it is where the effect is there. */
    public String words() {
        String whose = of.map(owner -> owner + ".").orElse("") + name;
        return switch (kind) {
            case NOT_NULL -> "%s is %snot null".formatted(whose, way == Way.MADE ? "" : "no longer ");
            case VALIDATED -> "constraint %s is validated".formatted(whose);
            default -> "%s%s".formatted(object(), way == Way.MADE ? "" : " is dropped");
        };
    }
}
