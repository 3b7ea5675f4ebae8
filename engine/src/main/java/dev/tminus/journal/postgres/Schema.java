package dev.tminus.journal.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The journal's tables and their version. The version is read first, because loading the migration tool takes longer
 * than most commands; it is called only when the tables are behind.
 */
record Schema(JournalAddress address) {
    /** The number of the last file in migrations/. */
    static final int KNOWN = 2;

    /** Any number that is ours alone: "tminus" read as bytes. */
    private static final long LOCK = 0x746d_696e_7573L;

    /** Brings the tables up to this program; refuses tables of a newer one. */
    void bringUp(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > KNOWN) {
            throw Failures.newerSchema(address, version, KNOWN);
        }
        if (version < KNOWN) {
            migrateAlone(connection);
        }
    }

    private void migrateAlone(Connection connection) throws SQLException {
        execute(connection, "SET lock_timeout = 0; SELECT pg_advisory_lock(" + LOCK + ")");
        try {
            int version = version(connection); // another command may have been quicker
            if (version < KNOWN) {
                migrate(version);
            }
        } finally {
            execute(connection, "SET lock_timeout = '10s'; SELECT pg_advisory_unlock(" + LOCK + ")");
        }
    }

    private void migrate(int version) throws SQLException {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(address.url(), address.user(), address.password())
                    .defaultSchema("tminus")
                    .table("migration")
                    .locations("classpath:dev/tminus/journal/postgres/migrations")
                    .failOnMissingLocations(true)
                    .baselineOnMigrate(true) // for tables that were made by hand from the same files
                    .baselineVersion(Integer.toString(version))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw sql;
                }
            }
            throw e;
        }
    }

    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version FROM tminus.journal_version")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            if (Failures.state(e).equals("42P01") || Failures.state(e).equals("3F000")) {
                return 0; // no such table, no such schema
            }
            throw e;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
