package dev.tminus.app.postgres.trouble;

import dev.tminus.app.postgres.database.Identifier;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A rule that rows break, and the query that finds them. */
sealed interface Rule {

    /** The condition that a row breaking it fulfils; the row is called {@code t}. */
    String broken(String table);

    /** What of a row tells most, beside its key. */
    List<String> shown();

    /** NOT NULL. */
    record NotNull(String column) implements Rule {
        @Override
        public String broken(String table) {
            return "t." + Identifier.quoted(column) + " is null";
        }

        @Override
        public List<String> shown() {
            return List.of();
        }
    }

    /** CHECK, with its expression in parentheses. */
    record Check(String expression) implements Rule {
        @Override
        public String broken(String table) {
            return "not " + expression;
        }

        @Override
        public List<String> shown() {
            return List.of();
        }
    }

    /** UNIQUE: more than one row with the same values. */
    record Unique(List<String> columns) implements Rule {
        @Override
        public String broken(String table) {
            String keys = list(columns, "");
            return "(%s) in (select %s from %s where %s group by %s having count(*) > 1)"
                    .formatted(
                            list(columns, "t."),
                            keys,
                            table,
                            columns.stream()
                                    .map(column -> Identifier.quoted(column) + " is not null")
                                    .collect(Collectors.joining(" and ")),
                            keys);
        }

        @Override
        public List<String> shown() {
            return columns;
        }
    }

    /** FOREIGN KEY: values that the other table does not have. */
    record Foreign(List<String> columns, String parent, List<String> keys) implements Rule {
        public Foreign {
            if (columns.size() != keys.size()) {
                throw new IllegalArgumentException(
                        "keys must be as many as the columns %s, were %s".formatted(columns, keys));
            }
        }

        @Override
        public String broken(String table) {
            String same = IntStream.range(0, columns.size())
                    .mapToObj(at -> "p.%s = t.%s"
                            .formatted(Identifier.quoted(keys.get(at)), Identifier.quoted(columns.get(at))))
                    .collect(Collectors.joining(" and "));
            String given = columns.stream()
                    .map(column -> "t." + Identifier.quoted(column) + " is not null")
                    .collect(Collectors.joining(" and "));
            return "%s and not exists (select from %s p where %s)".formatted(given, parent, same);
        }

        @Override
        public List<String> shown() {
            return columns;
        }
    }

    private static String list(List<String> columns, String prefix) {
        return columns.stream()
                .map(column -> prefix + Identifier.quoted(column))
                .collect(Collectors.joining(", "));
    }
}
