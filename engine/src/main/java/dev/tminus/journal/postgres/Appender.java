package dev.tminus.journal.postgres;

import dev.tminus.journal.Append;
import dev.tminus.journal.FencedException;
import dev.tminus.journal.Head;
import dev.tminus.journal.JournalUnavailableException.Write;
import dev.tminus.journal.NewLines;
import dev.tminus.journal.RunExistsException;
import dev.tminus.journal.StaleHeadException;
import dev.tminus.journal.UnknownRunException;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes events, and settles what became of a write whose reply was lost: it looks for the line with its own hash, and
 * only when that is certainly absent sends it once more. Belongs to the session's turn.
 */
final class Appender {
    private static final int TRIES = 2;

    /** Hints cost all writers a lock at commit, so an engine that writes step after step gives a few a second. */
    private static final long HINT_PAUSE_NANOS = 100_000_000;

    private static final String STAND = """
            SELECT run.seq, run.head_hash, run.epoch, event.hash FROM tminus.run
            LEFT JOIN tminus.event ON event.run = run.id AND event.seq = ? WHERE run.id = ?""";

    private final Session session;
    private final Failures failures;
    private final Acknowledged acknowledged;
    private final Map<RunId, String> hintedStates = new HashMap<>();
    private long lastHint = System.nanoTime() - HINT_PAUSE_NANOS;

    Appender(Session session, Failures failures, Acknowledged acknowledged) {
        this.session = session;
        this.failures = failures;
        this.acknowledged = acknowledged;
    }

    /** How a run stands beside what a write expects. */
    private record Stand(Head head, long epoch, boolean holdsLine) {}

    Head start(Append first) {
        return session.alone(() -> write(first, Kind.START));
    }

    Head append(Append append) {
        return session.alone(() -> write(append, Kind.APPEND));
    }

    private enum Kind {
        START,
        APPEND
    }

    private Head write(Append append, Kind kind) {
        NewLines lines = NewLines.of(append);
        for (int losses = 0; ; losses++) {
            Connection connection = session.connection(losses == 0 ? Write.ABSENT : Write.UNKNOWN);
            try {
                boolean written = (losses > 0 && isThere(connection, append, lines))
                        || (losses < TRIES && send(connection, append, lines, kind))
                        || (losses > 0 && isThere(connection, append, lines));
                if (!written) {
                    throw refusal(connection, append, lines, kind);
                }
                return done(append, lines);
            } catch (SQLException e) {
                boolean lost = session.isOver(e);
                if ((!lost && !Failures.isUndone(e)) || losses == TRIES) {
                    throw failures.of(e, lost ? Write.UNKNOWN : Write.ABSENT);
                }
            }
        }
    }

    private boolean send(Connection connection, Append append, NewLines lines, Kind kind) throws SQLException {
        if (append.isPlain()) {
            return statement(connection, append, lines, kind);
        }
        connection.setAutoCommit(false);
        try {
            boolean written = statement(connection, append, lines, kind);
            if (written) {
                Locks.take(connection, append);
                Locks.release(connection, append);
                PostgresOutbox.queue(connection, append);
            }
            connection.commit();
            connection.setAutoCommit(true);
            return written;
        } catch (SQLException | RuntimeException e) {
            undo(connection, e);
            throw e;
        }
    }

    /** A connection that cannot even do this is closed, and made anew when it is needed. */
    private void undo(Connection connection, Exception cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            session.drop();
        }
    }

    private boolean statement(Connection connection, Append append, NewLines lines, Kind kind) throws SQLException {
        return switch (kind) {
            case START -> AppendStatement.create(connection, append, lines);
            case APPEND -> AppendStatement.move(connection, append, lines, hint(append));
        };
    }

    /** What people ask for and what changes a run's state is told at once. */
    private boolean hint(Append append) {
        long now = System.nanoTime();
        boolean moved = !append.facts()
                .state()
                .equals(hintedStates.put(append.run(), append.facts().state()));
        if (append.epoch().isEmpty() || moved || now - lastHint >= HINT_PAUSE_NANOS) {
            lastHint = now;
            return true;
        }
        return false;
    }

    private Head done(Append append, NewLines lines) {
        acknowledged.note(append.run(), lines.head());
        if (append.facts().endedAt().isPresent()) {
            hintedStates.remove(append.run());
        }
        return lines.head();
    }

    private static boolean isThere(Connection connection, Append append, NewLines lines) throws SQLException {
        return stand(connection, append, lines).filter(Stand::holdsLine).isPresent();
    }

    private RuntimeException refusal(Connection connection, Append append, NewLines lines, Kind kind)
            throws SQLException {
        RunId run = append.run();
        Optional<Stand> found = stand(connection, append, lines);
        if (found.isEmpty()) {
            return kind == Kind.START ? failures.lostTwice() : new UnknownRunException(run);
        }
        Stand stand = found.get();
        if (kind == Kind.START) {
            return new RunExistsException(run);
        }
        if (append.epoch().isPresent() && append.epoch().getAsLong() != stand.epoch()) {
            return new FencedException(run, append.epoch().getAsLong(), stand.epoch());
        }
        return stand.head().equals(append.expected())
                ? failures.lostTwice()
                : new StaleHeadException(run, append.expected(), stand.head());
    }

    private static Optional<Stand> stand(Connection connection, Append append, NewLines lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STAND)) {
            statement.setLong(1, lines.head().seq());
            statement.setString(2, append.run().value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Head head = new Head(row.getLong(1), row.getString(2));
                return Optional.of(
                        new Stand(head, row.getLong(3), lines.head().hash().equals(row.getString(4))));
            }
        }
    }
}
