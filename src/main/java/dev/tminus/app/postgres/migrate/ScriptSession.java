package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.database.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * A connection that sends a whole script as one message, so that the server and not the driver divides it.
 *
 * <p>Sent so, a script of one statement runs outside a transaction block and one of several runs as one implicit
 * transaction, which is what the Prisma CLI and {@code psql -c} do. The driver's default mode would divide the script itself.
 */
final class ScriptSession {

    private final Connection connection;

    private ScriptSession(Connection connection) {
        this.connection = connection;
    }

    static ScriptSession on(Connection connection) throws SQLException {
        PreferQueryMode mode = connection.unwrap(PGConnection.class).getPreferQueryMode();
        if (mode != PreferQueryMode.SIMPLE && mode != PreferQueryMode.EXTENDED_FOR_PREPARED) {
            throw new IllegalArgumentException("connection must be opened with preferQueryMode=%s, was %s"
                    .formatted(Migrator.QUERY_MODE, mode.value()));
        }
        if (!connection.getAutoCommit()) {
            throw new IllegalArgumentException("connection must be in autocommit mode, was not");
        }
        return new ScriptSession(connection);
    }

    /** Runs the script as the server divides it, outside any transaction; results are read and dropped. */
    void run(String script) throws SQLException {
        try {
            send(script);
        } catch (SQLException failed) {
            endOpenTransaction(failed);
            throw failed;
        }
        if (transactionIsOpen()) {
            send("rollback");
            throw new SQLException("the script begins a transaction and does not end it", "25001");
        }
    }

    /** Runs the script and its record in one transaction; a script that has ended it is refused, and not recorded. */
    void inTransaction(String script, Work record) throws SQLException {
        try {
            send("begin");
            String before = transaction();
            send(script);
            if (!transactionIsOpen() || !before.equals(transaction())) {
                throw new SQLException("the script ends the transaction it runs in", "2D000");
            }
            record.run();
            send("commit");
        } catch (SQLException failed) {
            endOpenTransaction(failed);
            throw failed;
        }
    }

    /** Runs the statements one at a time, and their record, in one transaction; the first has that number in its script. */
    void oneTransaction(List<Part> parts, int first, MigrationWatch watch, Work record) throws SQLException {
        try {
            send("begin");
            watch.transactionBegun(first == 1);
            int number = first;
            for (Part part : parts) {
                watch.inTransaction(number++, part, () -> send(part.text()));
            }
            record.run();
            send("commit");
        } catch (SQLException failed) {
            endOpenTransaction(failed);
            throw failed;
        }
        watch.committed(first);
    }

    /** What is written in the transaction of a script. */
    interface Work {
        void run() throws SQLException;
    }

    /** Sends one message and nothing else: what it begins stays begun. */
    void send(String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(script);
        }
    }

    private String transaction() throws SQLException {
        return text("select pg_current_xact_id()::text");
    }

    private String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    void lockTimeout(Duration timeout) throws SQLException {
        run("set lock_timeout = " + timeout.toMillis());
    }

    void searchPath(String schema) throws SQLException {
        run("set search_path = " + Identifier.quoted(schema));
    }

    /** The settings that a migration changes, as a statement that sets them back. */
    String settings() throws SQLException {
        return text(
                "select format('select set_config(''search_path'', %L, false), set_config(''lock_timeout'', %L, false)',"
                        + " current_setting('search_path'), current_setting('lock_timeout'))");
    }

    private boolean transactionIsOpen() throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    }

    private void endOpenTransaction(SQLException failed) {
        try {
            if (!connection.isClosed() && transactionIsOpen()) {
                send("rollback");
            }
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
