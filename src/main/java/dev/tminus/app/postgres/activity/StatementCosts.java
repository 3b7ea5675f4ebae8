package dev.tminus.app.postgres.activity;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.catalog.Catalog;
import dev.tminus.app.postgres.database.TargetRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each statement of a database has cost so far, by {@code pg_stat_statements}, and the database's error counters: as
 * they stood at one moment.
 *
 * @param available false where the extension is missing or not loaded
 * @param statements by the server's own number of the statement
 * @param counters such as {@code deadlocks}
 */
public record StatementCosts(boolean available, Map<String, Cost> statements, Map<String, Long> counters) {

    private static final String COUNTERS = """
            select xact_commit, xact_rollback, conflicts, temp_bytes, deadlocks, coalesce(checksum_failures, 0) as checksum_failures,
              sessions_abandoned, sessions_fatal, sessions_killed
            from pg_stat_database where datname = current_database()
            """;

    /** The extension may lie in any schema; one statement counts under each user, and inside and outside of functions. */
    private static final String VIEW = """
            select quote_ident(n.nspname) || '.pg_stat_statements' from pg_extension e join pg_namespace n on n.oid = e.extnamespace
            where e.extname = 'pg_stat_statements' and current_setting('shared_preload_libraries') like '%pg_stat_statements%'
            """;

    private static final String STATEMENTS = """
            select queryid::text, min(left(query, 300)), sum(calls)::bigint, sum(total_exec_time) from %s
            where queryid is not null and dbid = (select oid from pg_database where datname = current_database()) group by 1
            """;

    /** One statement's calls and milliseconds. */
    record Cost(String query, long calls, double millis) {

        /** What came since; a counter that was reset begins anew. */
        Cost since(Optional<Cost> before) {
            return before.filter(earlier -> earlier.calls <= calls)
                    .map(earlier -> new Cost(query, calls - earlier.calls, millis - earlier.millis))
                    .orElse(this);
        }

        double mean() {
            return calls == 0 ? 0 : millis / calls;
        }
    }

    public static StatementCosts read(Connection connection) throws SQLException {
        List<String> views = Catalog.texts(connection, VIEW);
        Map<String, Cost> statements = new LinkedHashMap<>();
        Map<String, Long> counters = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            if (!views.isEmpty()) {
                try (ResultSet found = statement.executeQuery(STATEMENTS.formatted(views.get(0)))) {
                    while (found.next()) {
                        statements.put(
                                found.getString(1),
                                new Cost(
                                        String.valueOf(found.getString(2)).replaceAll("\\s+", " "),
                                        found.getLong(3),
                                        found.getDouble(4)));
                    }
                }
            }
            try (ResultSet found = statement.executeQuery(COUNTERS)) {
                found.next();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    counters.put(found.getMetaData().getColumnLabel(column), found.getLong(column));
                }
            }
        }
        return new StatementCosts(!views.isEmpty(), statements, counters);
    }

    /** What came since the earlier moment: for the statements that ran, the slowest on average first. */
    List<Map<String, Object>> slowest(Optional<StatementCosts> before, long most) {
        record Entry(Cost since, Optional<Cost> earlier) {}
        return statements.entrySet().stream()
                .map(found -> {
                    Optional<Cost> earlier =
                            before.flatMap(then -> Optional.ofNullable(then.statements.get(found.getKey())));
                    return new Entry(found.getValue().since(earlier), earlier.filter(cost -> cost.calls > 0));
                })
                .filter(entry -> entry.since.calls > 0)
                .sorted(Comparator.comparingDouble((Entry entry) -> entry.since.mean())
                        .reversed())
                .limit(most)
                .map(entry -> row(entry.since, entry.earlier, before.isPresent()))
                .toList();
    }

    private static Map<String, Object> row(Cost since, Optional<Cost> earlier, boolean compared) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("query", since.query);
        row.put("calls", since.calls);
        row.put("mean_ms", rounded(since.mean()));
        if (compared) {
            row.put("new", earlier.isEmpty());
            row.put("calls_before", earlier.map(Cost::calls).orElse(0L));
            row.put("mean_ms_before", rounded(earlier.map(Cost::mean).orElse(0.0)));
            row.put(
                    "times_slower",
                    rounded(earlier.filter(cost -> cost.mean() > 0)
                            .map(cost -> since.mean() / cost.mean())
                            .orElse(0.0)));
        }
        return row;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    /** The first of a name stays: what a second attempt finds is no longer what was there before. */
    public void keep(ActionContext context, String name) {
        Path file = file(context, name);
        if (Files.exists(file)) {
            return;
        }
        List<String> lines = new ArrayList<>();
        counters.forEach((counter, value) -> lines.add("counter\t" + counter + "\t" + value));
        statements.forEach((number, cost) ->
                lines.add(String.join("\t", number, Long.toString(cost.calls), Double.toString(cost.millis))));
        try {
            Path part = Files.createTempFile(context.privateFolder(), "statements", ".part");
            Files.write(part, lines);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new TargetRefused(
                    "The statements' costs cannot be kept in %s: %s.".formatted(file, failed.getMessage()), failed);
        }
    }

    static Optional<StatementCosts> kept(ActionContext context, String name) {
        Path file = file(context, name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, Cost> statements = new LinkedHashMap<>();
        Map<String, Long> counters = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(line -> line.split("\t", -1)).forEach(part -> {
                if (part[0].equals("counter")) {
                    counters.put(part[1], Long.valueOf(part[2]));
                } else {
                    statements.put(part[0], new Cost("", Long.parseLong(part[1]), Double.parseDouble(part[2])));
                }
            });
            return Optional.of(new StatementCosts(true, statements, counters));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Path file(ActionContext context, String name) {
        return context.privateFolder().resolve("statements-" + name.replaceAll("[^a-z0-9_]", "-"));
    }
}
