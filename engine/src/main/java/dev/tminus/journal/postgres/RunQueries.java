package dev.tminus.journal.postgres;

import dev.tminus.journal.RunFacts;
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
 * The questions about runs that every command asks. Their texts are fixed, so that a command that needs no {@link
 * RunList} does not wait for the library that writes one to load.
 */
final class RunQueries {
    static final List<String> COLUMNS = List.of(
            "id",
            "runbook",
            "environment",
            "rehearsal",
            "started_at",
            "state",
            "ended_at",
            "planned_at",
            "wake_at",
            "plan_digest",
            "runbook_digest");

    private static final String ONE = "SELECT " + String.join(", ", COLUMNS) + " FROM tminus.run WHERE id = ?";

    private static final String DUE = "SELECT id FROM tminus.run WHERE wake_at <= ? ORDER BY wake_at, id LIMIT ?";

    private RunQueries() {}

    static Optional<RunFacts> find(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setString(1, run.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(facts(row)) : Optional.empty();
            }
        }
    }

    /** Of a row with the columns of {@link #COLUMNS}, in their order. */
    static RunFacts facts(ResultSet row) throws SQLException {
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
