package dev.tminus.journal.postgres;

import dev.tminus.journal.Append;
import dev.tminus.journal.BrokenChainException;
import dev.tminus.journal.Changes;
import dev.tminus.journal.HashChain;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.journal.Journal;
import dev.tminus.journal.Lease;
import dev.tminus.journal.Outbox;
import dev.tminus.journal.Outputs;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.journal.UnknownRunException;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal in PostgreSQL, over one connection that is made again when it is lost. Safe to share between threads, which
 * take turns on the connection.
 */
public final class PostgresJournal implements Journal {
    /** In one statement, so that the run's row and its events are seen at the same moment. */
    private static final String READ = """
            SELECT run.seq, run.head_hash, event.seq, event.hash, event.body FROM tminus.run
            LEFT JOIN tminus.event ON event.run = run.id AND event.seq >= ? WHERE run.id = ? ORDER BY event.seq""";

    private final JournalAddress address;
    private final ServerClock serverClock;
    private final Session session;
    private final Appender appender;
    private final Leases leases;

    private PostgresJournal(JournalAddress address, InstantSource clock) {
        Acknowledged acknowledged = new Acknowledged();
        this.serverClock = new ServerClock(clock);
        Schema schema = new Schema(address);
        this.address = address;
        this.session = new Session(address, connection -> {
            schema.bringUp(connection);
            acknowledged.compare(connection);
            serverClock.forget();
        });
        this.appender = new Appender(session, new Failures(address), acknowledged);
        this.leases = new Leases(session);
    }

    /**
     * Connects and brings the tables up to this program.
     *
     * @param clock this machine's clock, only to tell how far the journal's is from it
     */
    public static PostgresJournal open(JournalAddress address, InstantSource clock) {
        PostgresJournal journal = new PostgresJournal(address, clock);
        journal.session.alone(journal.session::connection);
        return journal;
    }

    @Override
    public Head start(Append first) {
        return appender.start(first);
    }

    @Override
    public Head append(Append append) {
        return appender.append(append);
    }

    @Override
    public History read(RunId run, long afterSeq) {
        return session.use(connection -> read(connection, run, afterSeq));
    }

    private static History read(Connection connection, RunId run, long afterSeq) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setLong(1, afterSeq);
            statement.setString(2, run.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new UnknownRunException(run);
                }
                Head end = new Head(row.getLong(1), row.getString(2));
                Head before = Head.EMPTY;
                List<String> lines = new ArrayList<>();
                do {
                    String line = row.getString(5);
                    if (afterSeq > 0 && line != null && row.getLong(3) == afterSeq) {
                        before = new Head(afterSeq, row.getString(4));
                    } else if (line != null) {
                        lines.add(line);
                    }
                } while (row.next());
                return History.of(run, known(run, before, afterSeq), lines, end);
            }
        }
    }

    private static Head known(RunId run, Head before, long afterSeq) {
        if (before.seq() != afterSeq) {
            throw new BrokenChainException(run, new HashChain.Break(afterSeq, "the event is missing"));
        }
        return before;
    }

    @Override
    public Lease acquire(RunId run, String holder, Duration length) {
        return leases.acquire(run, holder, length);
    }

    @Override
    public Lease renew(Lease lease, Duration length) {
        return leases.renew(lease, length);
    }

    @Override
    public void release(Lease lease) {
        leases.release(lease);
    }

    @Override
    public Optional<RunFacts> find(RunId run) {
        return session.use(connection -> RunQueries.find(connection, run));
    }

    @Override
    public List<RunFacts> runs(RunFilter filter, int limit) {
        return session.use(connection -> RunList.of(connection, filter, limit));
    }

    @Override
    public List<RunId> due(Instant now, int limit) {
        return session.use(connection -> RunQueries.due(connection, now, limit));
    }

    @Override
    public Instant now() {
        return session.use(ServerClock::now);
    }

    @Override
    public Duration clockOffset() {
        return serverClock.offset(session);
    }

    @Override
    public Outputs outputs() {
        return new PostgresOutputs(session);
    }

    @Override
    public Outbox outbox() {
        return new PostgresOutbox(session);
    }

    @Override
    public Changes changes() {
        return new PostgresChanges(address);
    }

    @Override
    public void close() {
        session.close();
    }
}
