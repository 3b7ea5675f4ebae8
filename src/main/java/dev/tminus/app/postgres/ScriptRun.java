package dev.tminus.app.postgres;

import dev.tminus.app.postgres.MigrationReport.Failure;
import dev.tminus.app.postgres.MigrationReport.Left;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** One migration's script, run once or, while it cannot get a lock, a bounded number of times. */
record ScriptRun(int attempts, Duration took, Optional<Failure> failure) {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Words of statements that end a transaction or refuse to run in one: behind them a failure may leave effects. */
    private static final Pattern LEAVES_TRANSACTION = Pattern.compile(
            "\\b(commit|rollback|concurrently|vacuum|reindex|cluster|tablespace|database|subscription|system|call)\\b"
                    + "|\\bdo\\s+(\\$|'|language\\b)|^\\s*(end|abort)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final Pattern COMMENT_LINE = Pattern.compile("^\\s*--.*$", Pattern.MULTILINE);

    /** How a script is sent; the connection is outside a transaction before and after. */
    interface Body {
        void send(ScriptSession session) throws SQLException;
    }

    /**
     * Sends the script, and again where it waited for a lock in vain and the server has provably rolled back all of it.
     *
     * @param left what a script leaves behind that fails while the connection lives
     */
    static ScriptRun of(Connection connection, Migration migration, LockPatience patience, Left left, Body body)
            throws SQLException {
        ScriptSession session = ScriptSession.on(connection);
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                session.lockTimeout(patience.lockTimeout());
                body.send(session);
                return new ScriptRun(attempt, since(start), Optional.empty());
            } catch (SQLException failed) {
                Left found = connection.isClosed() ? Left.UNKNOWN : left;
                boolean again = LOCK_NOT_AVAILABLE.equals(failed.getSQLState()) && found == Left.NOTHING;
                if (!again || attempt > patience.retries() || !paused(patience.delay())) {
                    Failure failure = failure(migration, failed, found, attempt);
                    return new ScriptRun(attempt, since(start), Optional.of(failure));
                }
            }
        }
    }

    /** Nothing where every statement of the script can only have run in one transaction. */
    static Left left(Migration migration) {
        String code = COMMENT_LINE.matcher(migration.script()).replaceAll("");
        return LEAVES_TRANSACTION.matcher(code).find() ? Left.MAYBE_SOME : Left.NOTHING;
    }

    private static Failure failure(Migration migration, SQLException failed, Left left, int attempts) {
        String state = Optional.ofNullable(failed.getSQLState()).orElse("");
        String error = Optional.ofNullable(failed.getMessage()).orElse("no message");
        return new Failure(migration.name(), state, error, left, attempts);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** False when the wait was interrupted, which ends the tries. */
    private static boolean paused(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
