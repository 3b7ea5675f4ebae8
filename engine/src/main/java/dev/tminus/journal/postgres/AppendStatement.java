package dev.tminus.journal.postgres;

import dev.tminus.journal.Append;
import dev.tminus.journal.NewLines;
import dev.tminus.journal.RunFacts;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The one statement that writes: it moves the run's row, if that still stands where the writer thinks, and adds the
 * events. One round trip, one flush, and outside a transaction a transaction of its own.
 */
final class AppendStatement {
    private static final String EVENTS = """
            , added AS (
                INSERT INTO tminus.event (run, seq, body, hash)
                SELECT moved.id, ? + new.n, new.body, new.hash
                FROM moved, unnest(?::text[], ?::text[]) WITH ORDINALITY AS new (body, hash, n)
                RETURNING 1)
            SELECT count(*), CASE WHEN ? AND count(*) > 0 THEN pg_notify('tminus_run', ?)::text END FROM added""";

    private static final String MOVE = """
            WITH moved AS (
                UPDATE tminus.run SET seq = ?, head_hash = ?, state = ?, ended_at = ?, planned_at = ?, wake_at = ?,
                    plan_digest = ?, runbook_digest = ?
                WHERE id = ? AND seq = ? AND head_hash = ? AND (?::bigint IS NULL OR epoch = ?)
                RETURNING id)""" + EVENTS;

    private static final String CREATE = """
            WITH moved AS (
                INSERT INTO tminus.run (seq, head_hash, state, ended_at, planned_at, wake_at, plan_digest, runbook_digest,
                    id, runbook, environment, rehearsal, started_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                RETURNING id)""" + EVENTS;

    private final PreparedStatement statement;
    private int position;

    private AppendStatement(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Moves the run on; false when it does not stand where the append expects it. */
    static boolean move(Connection connection, Append append, NewLines lines, boolean hint) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            AppendStatement bound = new AppendStatement(statement);
            bound.facts(append.facts(), lines);
            bound.text(append.run().value());
            bound.number(append.expected().seq());
            bound.text(append.expected().hash());
            bound.number(append.epoch());
            bound.number(append.epoch());
            return bound.writes(connection, append, lines, hint);
        }
    }

    /** Creates the run; false when there is one. */
    static boolean create(Connection connection, Append append, NewLines lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
            AppendStatement bound = new AppendStatement(statement);
            RunFacts facts = append.facts();
            bound.facts(facts, lines);
            bound.text(facts.run().value());
            bound.text(facts.runbook());
            bound.text(facts.environment());
            statement.setBoolean(++bound.position, facts.rehearsal());
            bound.time(Optional.of(facts.startedAt()));
            return bound.writes(connection, append, lines, true);
        }
    }

    private void facts(RunFacts facts, NewLines lines) throws SQLException {
        number(lines.head().seq());
        text(lines.head().hash());
        text(facts.state());
        time(facts.endedAt());
        time(facts.plannedAt());
        time(facts.wakeAt());
        text(facts.planDigest());
        text(facts.runbookDigest());
    }

    private boolean writes(Connection connection, Append append, NewLines lines, boolean hint) throws SQLException {
        number(append.expected().seq());
        array(connection.createArrayOf("text", lines.lines().toArray()));
        array(connection.createArrayOf("text", lines.hashes().toArray()));
        statement.setBoolean(++position, hint);
        text(append.run().value());
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1) > 0;
        }
    }

    private void text(String value) throws SQLException {
        statement.setString(++position, value);
    }

    private void number(long value) throws SQLException {
        statement.setLong(++position, value);
    }

    private void number(OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            number(value.getAsLong());
        } else {
            statement.setNull(++position, Types.BIGINT);
        }
    }

    private void time(Optional<Instant> value) throws SQLException {
        statement.setObject(
                ++position,
                value.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null),
                Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private void array(Array value) throws SQLException {
        statement.setArray(++position, value);
    }
}
