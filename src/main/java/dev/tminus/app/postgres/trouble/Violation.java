package dev.tminus.app.postgres.trouble;

import dev.tminus.app.postgres.database.Identifier;
import dev.tminus.app.postgres.database.Looking;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** "Constraint violation": how many rows break the rule, the keys of the first, and what to do with them. */
final class Violation {

    private static final int SHOWN = 5;

    private static final String COLUMNS = "select a.attname from unnest(k.%s) with ordinality u(n, o)"
            + " join pg_attribute a on a.attrelid = k.%s and a.attnum = u.n order by u.o";

    private final Looking looking;
    private final Failing failing;
    private final String table;

    Violation(Looking looking, Failing failing) {
        this.looking = looking;
        this.failing = failing;
        String schema = failing.named().schema();
        this.table = (schema.isEmpty() ? "" : Identifier.quoted(schema) + ".")
                + Identifier.quoted(failing.named().table());
    }

    List<String> lines() throws SQLException {
        if (failing.named().table().isEmpty()
                || looking.text("select 1 where to_regclass(?) is not null", table)
                        .isEmpty()) {
            return List.of();
        }
        Optional<Rule> rule = rule();
        return rule.isPresent() ? counted(rule.get()) : List.of();
    }

    private Optional<Rule> rule() throws SQLException {
        String name = failing.named().constraint();
        Written written = new Written(failing.text(), name);
        return switch (failing.sqlState()) {
            case "23502" -> Optional.of(new Rule.NotNull(failing.named().column()));
            case "23514" ->
                looking.text(
                                "select '(' || pg_get_expr(conbin, conrelid) || ')' from pg_constraint"
                                        + " where conrelid = to_regclass(?) and conname = ? and contype = 'c'",
                                table,
                                name)
                        .<Rule>map(Rule.Check::new)
                        .or(written::check);
            case "23505" -> {
                Optional<Rule> there = unique(name);
                yield there.isPresent() ? there : written.unique();
            }
            default -> {
                Optional<Rule> there = foreign(name);
                yield there.isPresent() ? there : foreign(written);
            }
        };
    }

    /** Of an index that is there, an invalid one too; none where it is over expressions or a part of the rows. */
    private Optional<Rule> unique(String index) throws SQLException {
        List<String> columns = looking.texts(
                "select a.attname from pg_index i join pg_class c on c.oid = i.indexrelid,"
                        + " unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality u(n, o) join pg_attribute a on a.attnum = u.n"
                        + " where i.indrelid = to_regclass(?) and a.attrelid = i.indrelid and c.relname = ? and i.indpred is null"
                        + " and i.indexprs is null order by u.o",
                table,
                index);
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Rule.Unique(columns));
    }

    private Optional<Rule> foreign(String name) throws SQLException {
        List<List<String>> found = looking.rows(
                "select confrelid::regclass::text, array_to_string(array(" + COLUMNS.formatted("conkey", "conrelid")
                        + "), e'\\n'), array_to_string(array(" + COLUMNS.formatted("confkey", "confrelid")
                        + "), e'\\n') from pg_constraint k where conrelid = to_regclass(?) and conname = ? and contype = 'f'",
                table,
                name);
        return found.stream()
                .findFirst()
                .map(row -> new Rule.Foreign(
                        row.get(1).lines().toList(),
                        row.get(0),
                        row.get(2).lines().toList()));
    }

    private Optional<Rule> foreign(Written written) throws SQLException {
        Optional<Written.Foreign> found = written.foreign();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Written.Foreign key = found.get();
        List<String> keys = key.keys().isEmpty() ? primaryKey(key.parent()) : key.keys();
        return keys.size() == key.columns().size()
                ? Optional.of(new Rule.Foreign(key.columns(), key.parent(), keys))
                : Optional.empty();
    }

    private List<String> counted(Rule rule) throws SQLException {
        if (rule instanceof Rule.NotNull missing && !hasColumn(missing.column())) {
            String rows = looking.text("select count(*) from " + table).orElse("?");
            return List.of(
                    "Cause: column %s of %s is new, and each of its %s rows would have no value in it"
                            .formatted(missing.column(), table, rows),
                    "Next: add the column without NOT NULL, fill it, then require it; or give it a default.");
        }
        String where = " from %s t where %s".formatted(table, rule.broken(table));
        String count = looking.text("select count(*)" + where).orElse("0");
        if (count.equals("0")) {
            return List.of();
        }
        List<String> key = primaryKey(table);
        List<String> shown =
                Stream.concat(key.stream(), rule.shown().stream()).distinct().toList();
        String columns = shown.isEmpty()
                ? "t.ctid"
                : shown.stream().map(column -> "t." + Identifier.quoted(column)).collect(Collectors.joining(", "));
        List<String> first = new ArrayList<>();
        for (List<String> row :
                looking.rows("select %s%s order by %s limit %d".formatted(columns, where, columns, SHOWN))) {
            first.add("(" + String.join(", ", row) + ")");
        }
        return List.of(
                "Cause: %s %s of %s break%s it; the first, by %s: %s"
                        .formatted(
                                count,
                                count.equals("1") ? "row" : "rows",
                                table,
                                count.equals("1") ? "s" : "",
                                shown.isEmpty() ? "ctid" : String.join(", ", shown),
                                String.join(" ", first)),
                "Look: select * from %s t where %s".formatted(table, rule.broken(table)),
                "Next: have these rows mended by somebody who knows what they mean, then run the step again.");
    }

    private boolean hasColumn(String column) throws SQLException {
        return looking.text(
                        "select 1 from pg_attribute where attrelid = to_regclass(?) and attname = ? and not attisdropped",
                        table,
                        column)
                .isPresent();
    }

    private List<String> primaryKey(String of) throws SQLException {
        return looking.texts(
                "select a.attname from pg_index i, unnest(i.indkey) with ordinality u(n, o) join pg_attribute a on a.attnum = u.n"
                        + " where i.indrelid = to_regclass(?) and a.attrelid = i.indrelid and i.indisprimary order by u.o",
                of);
    }
}
