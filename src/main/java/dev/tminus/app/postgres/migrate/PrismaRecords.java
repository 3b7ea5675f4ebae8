package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.database.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code _prisma_migrations} of one schema, written as Prisma's own engine writes it. */
final class PrismaRecords {

    /** Prisma's own definition: its commands refuse a table that lacks a column or has another type of id. */
    private static final String DEFINITION = """
            (
                id                  VARCHAR(36) PRIMARY KEY NOT NULL,
                checksum            VARCHAR(64) NOT NULL,
                finished_at         TIMESTAMPTZ,
                migration_name      VARCHAR(255) NOT NULL,
                logs                TEXT,
                rolled_back_at      TIMESTAMPTZ,
                started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count INTEGER NOT NULL DEFAULT 0
            )
            """;

    private final Connection connection;
    private final String schema;
    private final String table;

    PrismaRecords(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
        this.table = Identifier.quoted(schema) + "._prisma_migrations";
    }

    /** One attempt at a migration; several may carry the same name. */
    record Row(
            String id,
            String name,
            String checksum,
            Instant startedAt,
            Optional<Instant> finishedAt,
            Optional<Instant> rolledBackAt,
            Optional<String> logs,
            int steps) {

        boolean counts() {
            return rolledBackAt.isEmpty();
        }

        boolean finished() {
            return counts() && finishedAt.isPresent();
        }

        boolean unfinished() {
            return counts() && finishedAt.isEmpty();
        }
    }

    boolean exist() throws SQLException {
        return holds("select to_regclass(?) is not null", table);
    }

    /** Makes the table where the schema is still empty; a schema with tables and no record of them is refused. */
    void prepare() throws SQLException {
        if (exist()) {
            return;
        }
        if (!holds("select exists (select from pg_namespace where nspname = ?)", schema)) {
            ScriptSession.on(connection).run("create schema if not exists " + Identifier.quoted(schema));
        }
        if (holds(
                "select exists (select from pg_class where relnamespace = ?::regnamespace and relkind in ('r','p','v','m'))"
                        + " or exists (select from pg_type where typnamespace = ?::regnamespace and typtype = 'e')",
                Identifier.quoted(schema),
                Identifier.quoted(schema))) {
            throw new MigrationRefused(
                    "P3005",
                    "The database schema %s is not empty and has no _prisma_migrations; record what it holds with resolve --applied first."
                            .formatted(Identifier.quoted(schema)));
        }
        create();
    }

    void create() throws SQLException {
        ScriptSession.on(connection).run("create table " + table + " " + DEFINITION);
    }

    List<Row> all() throws SQLException {
        if (!exist()) {
            return List.of();
        }
        String sql =
                "select id, migration_name, checksum, started_at, finished_at, rolled_back_at, logs, applied_steps_count"
                        + " from " + table + " order by started_at, id";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<Row> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row(rows));
            }
            return all;
        }
    }

    String started(Migration migration, Instant now) throws SQLException {
        String id = UUID.randomUUID().toString();
        update(
                "insert into " + table + " (id, checksum, started_at, migration_name) values (?, ?, ?, ?)",
                id,
                migration.checksum(),
                time(now),
                migration.name());
        return id;
    }

    void stepDone(String id) throws SQLException {
        update("update " + table + " set applied_steps_count = applied_steps_count + 1 where id = ?", id);
    }

    void finished(String id, Instant now) throws SQLException {
        update("update " + table + " set finished_at = ? where id = ?", time(now), id);
    }

    void failed(String id, String logs) throws SQLException {
        update("update " + table + " set logs = ? where id = ?", logs, id);
    }

    void rolledBack(String id, Instant now) throws SQLException {
        update("update " + table + " set rolled_back_at = ? where id = ?", time(now), id);
    }

    /** A migration that something else applied: recorded without a step, begun and ended at once. */
    void markApplied(Migration migration, Instant now) throws SQLException {
        update(
                "insert into " + table
                        + " (id, checksum, started_at, finished_at, migration_name) values (?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                migration.checksum(),
                time(now),
                time(now),
                migration.name());
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            int rows = statement.executeUpdate();
            if (rows != 1) {
                throw new SQLException("the record of a migration in %s is gone: %d rows".formatted(table, rows));
            }
        }
    }

    private boolean holds(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, (Object[]) values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int position = 1; position <= values.length; position++) {
            statement.setObject(position, values[position - 1]);
        }
        return statement;
    }

    private static Row row(ResultSet rows) throws SQLException {
        return new Row(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getObject(4, OffsetDateTime.class).toInstant(),
                instant(rows, 5),
                instant(rows, 6),
                Optional.ofNullable(rows.getString(7)),
                rows.getInt(8));
    }

    private static Optional<Instant> instant(ResultSet rows, int column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Prisma keeps milliseconds. */
    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }
}
