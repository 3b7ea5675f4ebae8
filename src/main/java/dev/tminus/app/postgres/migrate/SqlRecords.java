package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.database.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code tminus_migrations} of one schema: one row for each file that was ever begun. */
final class SqlRecords {

    private static final String DEFINITION = """
            (
                name          text primary key,
                checksum      text not null check (checksum ~ '^[0-9a-f]{64}$'),
                transactional boolean not null,
                started_at    timestamptz not null,
                finished_at   timestamptz,
                error         text,
                execution_ms  bigint
            )
            """;

    private final Connection connection;
    private final String table;

    SqlRecords(Connection connection, String schema) {
        this.connection = connection;
        this.table = Identifier.quoted(schema) + ".tminus_migrations";
    }

    /** The last attempt at one file. */
    record Row(
            String name,
            String checksum,
            boolean transactional,
            Instant startedAt,
            boolean finished,
            Optional<String> error) {}

    void prepare() throws SQLException {
        ScriptSession.on(connection).run("create table if not exists " + table + " " + DEFINITION);
    }

    List<Row> all() throws SQLException {
        if (!exist()) {
            return List.of();
        }
        String sql = "select name, checksum, transactional, started_at, finished_at is not null, error from " + table
                + " order by started_at, name";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<Row> all = new ArrayList<>();
            while (rows.next()) {
                Instant startedAt = rows.getObject(4, OffsetDateTime.class).toInstant();
                Optional<String> error = Optional.ofNullable(rows.getString(6));
                all.add(new Row(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getBoolean(3),
                        startedAt,
                        rows.getBoolean(5),
                        error));
            }
            return all;
        }
    }

    /** A new attempt takes the place of an earlier one of the same file. */
    void started(Migration migration, Instant now) throws SQLException {
        update(
                "insert into " + table
                        + " (name, checksum, transactional, started_at) values (?, ?, ?, ?) on conflict (name)"
                        + " do update set checksum = excluded.checksum, transactional = excluded.transactional,"
                        + " started_at = excluded.started_at, finished_at = null, error = null, execution_ms = null",
                migration.name(),
                migration.checksum(),
                SqlDirectory.oneTransaction(migration),
                now.atOffset(ZoneOffset.UTC));
    }

    void finished(String name, Instant now, Duration took) throws SQLException {
        update(
                "update " + table + " set finished_at = ?, execution_ms = ? where name = ?",
                now.atOffset(ZoneOffset.UTC),
                took.toMillis(),
                name);
    }

    void failed(String name, String error, Duration took) throws SQLException {
        update("update " + table + " set error = ?, execution_ms = ? where name = ?", error, took.toMillis(), name);
    }

    void forget(String name) throws SQLException {
        update("delete from " + table + " where name = ?", name);
    }

    private boolean exist() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int position = 1; position <= values.length; position++) {
                statement.setObject(position, values[position - 1]);
            }
            int rows = statement.executeUpdate();
            if (rows != 1) {
                throw new SQLException("the record of a migration in %s is gone: %d rows".formatted(table, rows));
            }
        }
    }
}
