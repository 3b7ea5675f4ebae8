package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.migrate.MigrationReport.Failure;
import dev.tminus.app.postgres.migrate.MigrationReport.Left;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One migration's script, run once or, while it cannot get a lock, a bounded number of times. */
record ScriptRun(int attempts, Duration took, Optional<Failure> failure) {

    static final String LOCK_NOT_AVAILABLE = "55P03";

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

    /** Which of the statements failed, as far as they were sent one at a time, and what is left of the script. */
    record Place(String statement, Left left) {

        static Place of(Left left) {
            return new Place("", left);
        }

        static Place at(int number, List<Part> parts) {
            return new Place(
                    "statement %d of %d (%s)"
                            .formatted(
                                    number, parts.size(), parts.get(number - 1).shown()),
                    Left.MAYBE_SOME);
        }

        Place unknown() {
            return new Place(statement, Left.UNKNOWN);
        }
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
                return done(attempt, start);
            } catch (SQLException failed) {
                Left found = connection.isClosed() ? Left.UNKNOWN : left;
                boolean again = LOCK_NOT_AVAILABLE.equals(failed.getSQLState()) && found == Left.NOTHING;
                if (!again || attempt > patience.retries() || !patience.pause(attempt)) {
                    return failed(migration, failed, Place.of(found), attempt, start);
                }
            }
        }
    }

    /** The same, and which statement it was. */
    ScriptRun at(String statement) {
        return new ScriptRun(
                attempts,
                took,
                failure.map(what -> new Failure(
                        what.name(),
                        what.sqlState(),
                        what.error(),
                        what.left(),
                        what.attempts(),
                        statement,
                        what.named())));
    }

    static ScriptRun done(int attempts, long start) {
        return new ScriptRun(attempts, since(start), Optional.empty());
    }

    static ScriptRun failed(Migration migration, SQLException failed, Place place, int attempts, long start) {
        String state = Optional.ofNullable(failed.getSQLState()).orElse("");
        String error = Optional.ofNullable(failed.getMessage()).orElse("no message");
        Failure failure = new Failure(
                migration.name(), state, error, place.left(), attempts, place.statement(), ServerError.named(failed));
        return new ScriptRun(attempts, since(start), Optional.of(failure));
    }

    /** Nothing where every statement of the script can only have run in one transaction. */
    static Left left(Migration migration) {
        String code = COMMENT_LINE.matcher(migration.script()).replaceAll("");
        return LEAVES_TRANSACTION.matcher(code).find() ? Left.MAYBE_SOME : Left.NOTHING;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
