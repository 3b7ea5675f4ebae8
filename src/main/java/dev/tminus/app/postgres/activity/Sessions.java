package dev.tminus.app.postgres.activity;

import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.TargetRefused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions that a step names, and no others: never those of Tminus itself, never replication or a server's own
 * processes, never one whose kind this role may not see.
 */
record Sessions(Inputs inputs) {

    private static final String NAMED = """
            from pg_stat_activity
            where backend_type = 'client backend' and pid <> pg_backend_pid() and datname = current_database()
              and coalesce(application_name, '') !~ '^tminus/'
              and (?::text is null or usename = ?::text)
              and (?::text is null or application_name = ?::text)
              and (?::text is null or state = ?::text)
              and (?::bigint is null or clock_timestamp() - coalesce(xact_start, state_change) > ?::bigint * interval '1 millisecond')
              and (?::text is null or pid::text = any (string_to_array(?::text, ',')))
            """;

    private static final String SHOWN = "select pid, usename, application_name, state,"
            + " (extract(epoch from clock_timestamp() - coalesce(xact_start, state_change)) * 1000)::bigint, left(query, 200) ";

    Sessions {
        if (values(inputs).stream().allMatch(Optional::isEmpty)) {
            throw new TargetRefused("pg.drain ends only sessions it is told to; name user, application, state, "
                    + "older_than or processes.");
        }
    }

    /** One session. */
    record Session(long pid, Map<String, Object> row) {}

    List<Session> find(Connection connection) throws SQLException {
        return query(connection, SHOWN + NAMED + " order by pid");
    }

    /** Asks each to end, or to stop what it runs, in one statement, so that a name cannot pass on meanwhile. */
    List<Session> signal(Connection connection, boolean cancel) throws SQLException {
        String function = cancel ? "pg_cancel_backend" : "pg_terminate_backend";
        return query(connection, SHOWN + ", " + function + "(pid) " + NAMED + " order by pid");
    }

    private List<Session> query(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Optional<String> value : values(inputs)) {
                statement.setString(index++, value.orElse(null));
                statement.setString(index++, value.orElse(null));
            }
            try (ResultSet found = statement.executeQuery()) {
                List<Session> sessions = new ArrayList<>();
                while (found.next()) {
                    sessions.add(session(found));
                }
                return sessions;
            }
        }
    }

    private static Session session(ResultSet found) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("process", found.getLong(1));
        row.put("user", text(found, 2));
        row.put("application", text(found, 3));
        row.put("state", text(found, 4));
        row.put("for_ms", found.getLong(5));
        row.put("query", text(found, 6));
        return new Session(found.getLong(1), row);
    }

    private static String text(ResultSet found, int column) throws SQLException {
        return Optional.ofNullable(found.getString(column)).orElse("");
    }

    private static List<Optional<String>> values(Inputs inputs) {
        return List.of(
                inputs.text("user"),
                inputs.text("application"),
                inputs.text("state").map(state -> state.replace('_', ' ')),
                inputs.duration("older_than").map(Duration::toMillis).map(String::valueOf),
                Optional.of(String.join(",", inputs.texts("processes"))).filter(pids -> !pids.isEmpty()));
    }
}
