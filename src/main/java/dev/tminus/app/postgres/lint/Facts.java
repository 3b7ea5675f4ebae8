package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import java.util.Optional;

/** What is known of the database that the SQL is for. */
public interface Facts {

    /** Nothing was asked. */
    Facts NONE = new Facts() {
        @Override
        public int major() {
            return OLDEST;
        }

        @Override
        public Optional<Long> rows(Name table) {
            return Optional.empty();
        }

        @Override
        public Optional<String> columnType(Name table, String column) {
            return Optional.empty();
        }
    };

    /** The oldest version that is supported: what is safe there is safe everywhere. */
    int OLDEST = 14;

    int major();

    /** About how many rows a table has; empty where there is none of that name. */
    Optional<Long> rows(Name table);

    /** True where a valid check says that the column holds a value, so that SET NOT NULL reads nothing. */
    default boolean checkedNotNull(Name table, String column) {
        return false;
    }

    /** A column's type as {@code format_type} writes it. */
    Optional<String> columnType(Name table, String column);
}
