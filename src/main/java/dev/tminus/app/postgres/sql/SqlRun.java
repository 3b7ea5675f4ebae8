package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Interruptible;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.records.StepKey;
import dev.tminus.app.postgres.records.TargetRecords;
import dev.tminus.app.postgres.trace.OutsideContract;
import dev.tminus.app.postgres.watch.Enforcement;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** One performance of a {@code sql} step on its own connection, and the truth about how it ended. */
final class SqlRun {

    /** Rows are fetched in portions, so that a large result set costs no memory. */
    static final int PORTION = 200;

    private final ActionContext context;
    private final SqlText text;
    private final SqlEnd end;
    private final Enforcement contract;
    private final Connection connection;
    private final Interruptible interruptible;
    private final SqlProgress progress;

    private SqlResult result = SqlResult.EMPTY;
    private SqlStatement.@Nullable Bound current;
    private int finished;
    private boolean committing;
    private Optional<SqlWatch> watch = Optional.empty();
    private Optional<StepRole> role = Optional.empty();
    private @Nullable SQLException failed;
    private @Nullable String refused;

    SqlRun(ActionContext context, SqlText text, SqlEnd end, Enforcement contract, Connection connection) {
        this.context = context;
        this.text = text;
        this.end = end;
        this.contract = contract;
        this.connection = connection;
        this.interruptible = new Interruptible(connection, context.grace());
        this.progress = new SqlProgress(context);
    }

    Outcome perform() {
        boolean ended = interruptible.await(
                "sql " + context.step(), this::work, () -> progress.notices(interruptible.running()));
        return ended
                ? outcome()
                : new Outcome.Unknown("The step was stopped and its connection cut, but it did not end.");
    }

    private void work() {
        try {
            TargetRecords records = new TargetRecords(connection);
            watch = SqlWatch.over(context, text, end, contract, connection);
            boolean marked = end == SqlEnd.COMMIT && records.ready();
            if (marked) {
                records.fence(context.run().value(), context.epoch());
            } else if (end == SqlEnd.COMMIT) {
                CommitNote.of(context).begin();
            }
            if (end != SqlEnd.EACH_ALONE) {
                begin();
            }
            for (SqlStatement.Bound statement : text.statements()) {
                if (interruptible.stopped() || refused != null) {
                    return;
                }
                execute(statement);
            }
            finish(records, marked);
        } catch (SQLException exception) {
            failed = exception;
        } catch (UncheckedIOException noted) {
            refused = noted.getMessage() + ".";
        } finally {
            close();
        }
    }

    private void begin() throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(end == SqlEnd.READ_ONLY);
        // Once a query has run, the text cannot make a read-only transaction writable.
        role = Optional.of(StepRole.of(connection));
        if (watch.isPresent()) {
            watch.get().begun();
        }
    }

    private void execute(SqlStatement.Bound bound) throws SQLException {
        current = bound;
        if (watch.isPresent()) {
            watch.get().send(bound.statement(), () -> send(bound));
        } else {
            send(bound);
        }
        finished++;
    }

    private void send(SqlStatement.Bound bound) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(PORTION);
            interruptible.begin(statement);
            boolean rows = statement.execute(bound.sql());
            long count = rows ? read(statement) : statement.getUpdateCount();
            result = rows ? result : new SqlResult(result.rows(), Math.max(0, count));
            progress.notices(statement);
            progress.done(bound.statement(), count, rows || count > 0, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            interruptible.end();
        }
    }

    private long read(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            RowReader read = RowReader.read(rows);
            boolean last = finished == text.statements().size() - 1;
            if (read.tooMany() && last) {
                refused =
                        ("The last result set has %d rows, or too much text: a step's result holds at most %d rows and %d "
                                        + "characters. Select less: count, limit, fewer columns.")
                                .formatted(read.count(), RowReader.MOST_ROWS, RowReader.MOST_CHARACTERS);
            }
            result = new SqlResult(read.rows(), read.count());
            return read.count();
        }
    }

    private void finish(TargetRecords records, boolean marked) throws SQLException {
        if (connection.getAutoCommit() && transactionIsOpen()) {
            refused = "The SQL begins a transaction and does not end it; that transaction was rolled back.";
        }
        if (end == SqlEnd.ROLL_BACK) {
            watch.ifPresent(SqlWatch::ended);
        }
        if (refused != null || interruptible.stopped() || end != SqlEnd.COMMIT) {
            return;
        }
        if (role.isPresent()) {
            role.get().restore(connection);
        }
        if (marked) {
            if (!records.holdsFence(context.run().value(), context.epoch())) {
                refused = "A newer engine has taken this run over, so this one did not commit.";
                return;
            }
            records.mark(StepKey.of(context), kept());
        } else {
            CommitNote.of(context).beforeCommit(connection, kept());
        }
        committing = true;
        connection.commit();
        committing = false;
        finished++;
        watch.ifPresent(SqlWatch::ended);
    }

    private String kept() {
        return context.capturesSecret()
                ? SqlResult.WITHHELD
                : result.hidden(context.masker()).json();
    }

    private boolean transactionIsOpen() throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    }

    private void close() {
        try (connection) {
            if (watch.isPresent()) {
                watch.get().close();
            }
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException gone) {
            if (failed != null) {
                failed.addSuppressed(gone);
            }
        }
    }

    private Outcome outcome() {
        // The commit counts as one more.
        boolean complete = finished == text.statements().size() + (end == SqlEnd.COMMIT ? 1 : 0);
        if (failed == null && refused == null && complete) {
            Outcome done = new Outcome.Done(result.values(context.masker()), progress.keep(), List.of());
            return watch.map(watched -> watched.in(done)).orElse(done);
        }
        boolean lost =
                failed != null && (ServerError.connectionLost(failed) || (interruptible.stopped() && committing));
        if (lost && committing) {
            return new Outcome.Unknown(
                    "The connection was lost while the transaction was being committed: it may or may not have "
                            + "taken effect.");
        }
        if (lost && end == SqlEnd.EACH_ALONE) {
            return new Outcome.Unknown("The connection was lost during %s: it may or may not have taken effect. %s"
                    .formatted(place(), SqlEnd.standing(finished)));
        }
        String why =
                context.masker().mask(reason(lost) + " " + end.left(finished)).strip();
        return new Outcome.Failed(why + SqlTrouble.behind(context, failed, current), Values.NONE, progress.keep());
    }

    private String reason(boolean lost) {
        if (interruptible.stopped()) {
            return "The step was stopped during %s.".formatted(place());
        }
        if (refused != null) {
            return refused;
        }
        if (failed == null || current == null) {
            return failed == null ? "The step ended early." : ServerError.sentence(failed) + ".";
        }
        if (lost) {
            return "The connection was lost during %s: %s.".formatted(place(), failed.getMessage());
        }
        if (OutsideContract.CODE.equals(failed.getSQLState())) {
            return failed.getMessage() + " (" + OutsideContract.CODE + ").";
        }
        boolean inStatement = finished < text.statements().size();
        return inStatement
                ? current.trouble(failed)
                : ServerError.sentence(failed) + ", when the transaction was to be committed"
                        + ServerError.hint(failed);
    }

    private String place() {
        return current == null ? "its begin" : "the " + current.statement().place();
    }
}
