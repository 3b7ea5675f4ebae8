package dev.tminus.journal.postgres;

import dev.tminus.journal.JournalUnavailableException.Write;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/**
 * One connection to the journal that is made again when it is lost. Threads take turns: each piece of work has the
 * connection for itself.
 */
final class Session implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A writer may wait this long for another one's transaction; none of ours takes longer than a few milliseconds. */
    private static final String BEGIN =
            "SET lock_timeout = '10s'; SET timezone = 'UTC'; SET plan_cache_mode = force_generic_plan; "
                    + "SELECT pg_backend_pid(), (SELECT backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid())";

    /** A superuser gives up its rights over the tables, against accidents; others keep the roles they were given. */
    private static final String AS_WRITER = "SELECT set_config('role', 'tminus_writer', false) FROM pg_roles "
            + "WHERE rolname = session_user AND rolsuper AND to_regrole('tminus_writer') IS NOT NULL";

    private static final String END_PREDECESSOR = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            + "WHERE pid = ? AND backend_start::text = ?";

    /** Work on the connection; may be done again from the start when the connection was lost before its end. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Looks at a new connection before anything else is done on it. */
    @FunctionalInterface
    interface Greeting {
        void on(Connection connection) throws SQLException;
    }

    /** A server process, told from a later one with the same number. */
    private record Backend(int pid, String startedAt) {}

    private final JournalAddress address;
    private final Failures failures;
    private final Greeting greeting;
    private final ReentrantLock turn = new ReentrantLock();
    private Optional<Connection> current = Optional.empty();
    private Optional<Backend> backend = Optional.empty();
    private boolean closed;

    Session(JournalAddress address, Greeting greeting) {
        this.address = address;
        this.failures = new Failures(address);
        this.greeting = greeting;
    }

    /** Does work that reads, or that may be done twice without harm; once more when the connection was lost. */
    <T> T use(Work<T> work) {
        return alone(() -> {
            try {
                return work.on(connection());
            } catch (SQLException e) {
                if (!isOver(e) && !Failures.isUndone(e)) {
                    throw failures.of(e);
                }
                return again(work);
            }
        });
    }

    private <T> T again(Work<T> work) {
        try {
            return work.on(connection());
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Holds the connection for several pieces of work in a row. */
    <T> T alone(Supplier<T> action) {
        turn.lock();
        try {
            return action.get();
        } finally {
            turn.unlock();
        }
    }

    /** The connection, made anew when the last one was lost. Only within {@link #alone}. */
    Connection connection() {
        return connection(Write.ABSENT);
    }

    Connection connection(Write underWay) {
        if (closed) {
            throw new IllegalStateException("the journal was closed");
        }
        if (current.isEmpty()) {
            current = Optional.of(connect(underWay));
        }
        return current.get();
    }

    /** Whether the error means that the connection is gone; it is then dropped. */
    boolean isOver(SQLException e) {
        if (!Failures.isConnectionLost(e)) {
            return false;
        }
        drop();
        return true;
    }

    /** Lets the connection go; the next piece of work gets a new one. */
    void drop() {
        current.ifPresent(Session::closeQuietly);
        current = Optional.empty();
    }

    private Connection connect(Write underWay) {
        long end = System.nanoTime() + address.patience().toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return opened();
            } catch (SQLException e) {
                boolean first = backend.isEmpty() && !Failures.state(e).equals("57P03");
                if (first || !Failures.isConnectionLost(e) || System.nanoTime() + pause.toNanos() > end) {
                    throw failures.of(e, underWay);
                }
                sleep(pause, e, underWay);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private void sleep(Duration pause, SQLException cause, Write underWay) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.of(cause, underWay);
        }
    }

    private Connection opened() throws SQLException {
        Connection connection = DriverManager.getConnection(address.url(), address.properties());
        try {
            Backend fresh = introduce(connection);
            greeting.on(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(AS_WRITER);
            }
            backend = Optional.of(fresh);
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    private Backend introduce(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        Backend fresh;
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            statement.getMoreResults();
            statement.getMoreResults();
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                fresh = new Backend(row.getInt(1), row.getString(2));
            }
        }
        if (backend.isPresent()) {
            endPredecessor(connection, backend.get());
        }
        return fresh;
    }

    /** The server may still be working on what the lost connection sent; after this it is not. */
    private static void endPredecessor(Connection connection, Backend predecessor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END_PREDECESSOR)) {
            statement.setInt(1, predecessor.pid());
            statement.setString(2, predecessor.startedAt());
            statement.execute();
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // it is of no use any more, and the error that made it so is reported
        }
    }

    @Override
    public void close() {
        alone(() -> {
            closed = true;
            drop();
            return null;
        });
    }
}
