package dev.tminus.journal.postgres;

import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists of runs. A condition that nobody asked for is left out of the text, so that the server plans each list for
 * itself; a library for such texts would take longer to load than most commands last.
 */
final class RunQueries {
    private static final String FACTS = "SELECT id, runbook, environment, rehearsal, started_at, state, ended_at, "
            + "planned_at, wake_at, plan_digest, runbook_digest FROM tminus.run";

    private static final String DUE = "SELECT id FROM tminus.run WHERE wake_at <= ? ORDER BY wake_at, id LIMIT ?";

    private RunQueries() {}

    static List<RunFacts> runs(Connection connection, RunFilter filter, int limit) throws SQLException {
        List<String> wanted = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        filter.runbook().ifPresent(runbook -> {
            wanted.add("runbook = ?");
            values.add(runbook);
        });
        filter.environment().ifPresent(environment -> {
            wanted.add("environment = ?");
            values.add(environment);
        });
        filter.rehearsal().ifPresent(rehearsal -> {
            wanted.add("rehearsal = ?");
            values.add(rehearsal);
        });
        filter.ended().ifPresent(ended -> wanted.add(ended ? "ended_at IS NOT NULL" : "ended_at IS NULL"));
        return facts(connection, wanted, values, limit);
    }

    static Optional<RunFacts> find(Connection connection, RunId run) throws SQLException {
        return facts(connection, List.of("id = ?"), List.of(run.value()), 1).stream()
                .findFirst();
    }

    private static List<RunFacts> facts(Connection connection, List<String> wanted, List<Object> values, int limit)
            throws SQLException {
        String where = wanted.isEmpty() ? "" : " WHERE " + String.join(" AND ", wanted);
        String text = FACTS + where + " ORDER BY started_at DESC, id DESC LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.setInt(values.size() + 1, limit);
            List<RunFacts> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(facts(row));
                }
            }
            return found;
        }
    }

    private static RunFacts facts(ResultSet row) throws SQLException {
        return new RunFacts(
                new RunId(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                Leases.instant(row, 5),
                row.getString(6),
                time(row, 7),
                time(row, 8),
                time(row, 9),
                row.getString(10),
                row.getString(11));
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static List<RunId> due(Connection connection, Instant now, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            List<RunId> due = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(new RunId(row.getString(1)));
                }
            }
            return due;
        }
    }
}
