package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.records.StepKey;
import dev.tminus.app.postgres.records.TargetRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code tminus.statement} on the target: how far a step of a run has come within its migrations.
 *
 * <p>A statement that runs in a transaction is noted in that transaction, so the note and its effect are there together or
 * not at all. Any other is noted before it is sent and after it has answered.
 */
final class StatementJournal {

    private static final String SETUP = """
            create table if not exists tminus.statement (
                run text not null,
                step text not null,
                migration text not null,
                checksum text not null,
                number integer not null,
                said text not null,
                state text not null check (state in ('begun', 'done', 'failed')),
                index_was_there boolean not null default false,
                noted_at timestamptz not null default now(),
                primary key (run, step, migration, number)
            )
            """;

    /** The number under which the migration itself is noted, with the record of its tool. */
    private static final int WHOLE = 0;

    private final Connection connection;
    private final String run;
    private final String step;

    private StatementJournal(Connection connection, StepKey key) {
        this.connection = connection;
        this.run = key.run();
        this.step = key.step();
    }

    /** Empty where the role may not write to the schema {@code tminus}; the connection is outside a transaction. */
    static Optional<StatementJournal> on(Connection connection, StepKey key) throws SQLException {
        if (!new TargetRecords(connection).ready()) {
            return Optional.empty();
        }
        StatementJournal journal = new StatementJournal(connection, key);
        if (!journal.exists()) {
            ScriptSession.on(connection).send(SETUP);
        }
        return Optional.of(journal);
    }

    /** What is known of one statement; {@code indexWasThere} before it was first sent. */
    record Entry(int number, State state, boolean indexWasThere) {}

    /** How far a statement has come. */
    enum State {
        BEGUN,
        DONE,
        FAILED;

        private String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    void note(Migration migration, Part part, Entry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into tminus.statement as s (run, step, migration, checksum, number, said, state, index_was_there)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (run, step, migration, number)"
                        + " do update set state = excluded.state, checksum = excluded.checksum, said = excluded.said, noted_at = now()")) {
            key(statement, migration);
            statement.setString(4, migration.checksum());
            statement.setInt(5, entry.number());
            statement.setString(6, part.shown());
            statement.setString(7, entry.state().word());
            statement.setBoolean(8, entry.indexWasThere());
            statement.executeUpdate();
        }
    }

    /** The statements of this very text, in their order. */
    List<Entry> entries(Migration migration) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select number, state, index_was_there from tminus.statement where run = ? and step = ? and migration = ?"
                        + " and checksum = ? and number > 0 order by number")) {
            key(statement, migration);
            statement.setString(4, migration.checksum());
            try (ResultSet rows = statement.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    State state = State.valueOf(rows.getString(2).toUpperCase(java.util.Locale.ROOT));
                    entries.add(new Entry(rows.getInt(1), state, rows.getBoolean(3)));
                }
                return entries;
            }
        }
    }

    /** Notes that this step begins the migration for that record of its tool. */
    void begins(Migration migration, String record) throws SQLException {
        note(
                migration,
                new Part(record, record, Part.Nature.ONCE, Optional.empty()),
                new Entry(WHOLE, State.BEGUN, false));
    }

    /** True where it was this step that began the migration, with this text, for that record. */
    boolean began(Migration migration, String record) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from tminus.statement where run = ? and step = ? and migration = ?"
                        + " and checksum = ? and number = 0 and said = ?")) {
            key(statement, migration);
            statement.setString(4, migration.checksum());
            statement.setString(5, record);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void key(PreparedStatement statement, Migration migration) throws SQLException {
        statement.setString(1, run);
        statement.setString(2, step);
        statement.setString(3, migration.name());
    }

    private boolean exists() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select to_regclass('tminus.statement') is not null")) {
            return found.next() && found.getBoolean(1);
        }
    }
}
