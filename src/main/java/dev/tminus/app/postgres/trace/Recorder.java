package dev.tminus.app.postgres.trace;

import dev.tminus.app.postgres.trace.Footprint.Ending;
import dev.tminus.app.postgres.trace.Footprint.Kind;
import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rows;
import dev.tminus.app.postgres.trace.Samples.Wanted;
import dev.tminus.book.Brief;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Takes the footprints of the statements of one session, its worker, with the help of a second one that observes it.
 *
 * <p>Inside a transaction the worker itself reads its locks, counters and file nodes after each statement: exact, because
 * nothing is given back before the end. A statement that commits by itself is seen through the observer's samples alone,
 * so locks that it holds for less than a sample's distance stay unseen. Used by one thread at a time.
 */
public final class Recorder implements AutoCloseable {

    private static final int SHOWN_LENGTH = 120;

    private final Connection worker;
    private final Observer observer;

    /** What was there before the transaction began, or the statement that stands alone. */
    private final Map<Long, Relation> known;

    private final HeldLocks held;
    private final List<Taken> taken = new ArrayList<>();
    private Map<Long, Relation> relations = Map.of();
    private Counters.Reading counters = new Counters.Reading(0, Map.of());

    /** Sends a statement. */
    public interface Sending {
        void send() throws SQLException;
    }

    /** A footprint whose locks are not given back yet, and when each was granted. */
    private record Taken(Footprint footprint, Map<String, Long> grants) {}

    private Recorder(Connection worker, Map<Long, Relation> known, Observer observer) {
        this.worker = worker;
        this.known = known;
        this.held = new HeldLocks(worker, known);
        this.observer = observer;
    }

    /**
     * Both connections stay the caller's to close, after the recorder; {@code waits} hears, on a thread of the recorder's,
     * of every wait for a lock while it lasts.
     */
    public static Recorder of(Connection worker, Connection observer, Consumer<LockWait> waits) throws SQLException {
        int pid = worker.unwrap(PGConnection.class).getBackendPID();
        Map<Long, Relation> known = new ConcurrentHashMap<>();
        Observer eyes = new Observer(
                observer, pid, oid -> Optional.ofNullable(known.get(oid)).map(Relation::name), waits);
        return new Recorder(worker, known, eyes);
    }

    /** To be called when the worker has begun a transaction and sent nothing else in it. */
    public void begun() throws SQLException {
        taken.clear();
        held.clear();
        look();
        known.clear();
        known.putAll(relations);
    }

    /** The footprint of a statement inside the transaction; its locks' times run up to now, and on until {@link #committed}. */
    public Footprint inTransaction(String text, Sending sending) throws SQLException {
        Samples samples = observed(sending);
        long end = System.nanoTime();
        Map<Long, Relation> before = relations;
        Counters.Reading counted = counters;
        Map<Wanted, Long> grants = held.newly(samples);
        look();
        Footprint footprint = new Footprint(
                Brief.of(text, SHOWN_LENGTH),
                Ending.WITH_TRANSACTION,
                held.named(grants, end),
                Relation.rewrites(onlyKnown(before), relations),
                rows(counted),
                Math.max(0, counters.wal() - counted.wal()),
                temporary(samples),
                Duration.ofNanos(end - samples.begin()));
        Map<String, Long> byName = new HashMap<>();
        grants.forEach((lock, at) -> byName.put(known.get(lock.relation()).name(), at));
        taken.add(new Taken(footprint, byName));
        return footprint;
    }

    /** The footprints of the transaction that was just committed (or given up), with the whole time their locks were held. */
    public List<Footprint> committed() {
        long now = System.nanoTime();
        List<Footprint> whole = taken.stream()
                .map(part -> withLocks(
                        part.footprint(),
                        part.footprint().locks().stream()
                                .map(lock -> new Lock(
                                        lock.relation(),
                                        lock.kind(),
                                        lock.mode(),
                                        Duration.ofNanos(now - part.grants().get(lock.relation()))))
                                .toList()))
                .toList();
        taken.clear();
        held.clear();
        return whole;
    }

    /** The footprint of a statement that is its own transaction, or several. */
    public Footprint alone(String text, Sending sending) throws SQLException {
        begun();
        Map<Long, Relation> before = relations;
        Counters.Reading counted = counters;
        Samples samples = observed(sending);
        long end = System.nanoTime();
        look();
        return new Footprint(
                Brief.of(text, SHOWN_LENGTH),
                Ending.BY_ITSELF,
                held.named(held.seen(samples), end),
                Relation.rewrites(before, relations),
                List.of(),
                Math.max(0, counters.wal() - counted.wal()),
                temporary(samples),
                Duration.ofNanos(end - samples.begin()));
    }

    private Samples observed(Sending sending) throws SQLException {
        Samples samples = observer.begin();
        try {
            sending.send();
        } finally {
            observer.end();
        }
        return samples;
    }

    private void look() throws SQLException {
        relations = Relation.all(worker);
        counters = Counters.of(worker);
    }

    /** By name: an index that an earlier statement of the transaction rebuilt has a new identifier, and is known still. */
    private Map<Long, Relation> onlyKnown(Map<Long, Relation> all) {
        Set<String> names = known.values().stream().map(Relation::name).collect(Collectors.toSet());
        Map<Long, Relation> those = new HashMap<>(all);
        those.values().removeIf(relation -> !names.contains(relation.name()));
        return those;
    }

    private List<Rows> rows(Counters.Reading earlier) {
        List<Rows> rows = new ArrayList<>();
        for (Relation table : known.values()) {
            Counters counted = table.kind() == Kind.TABLE ? counters.since(earlier, table.oid()) : null;
            if (counted != null && !counted.isNone()) {
                rows.add(new Rows(
                        table.name(),
                        held.mode(table),
                        table.estimate(),
                        counted.read(),
                        counted.inserted(),
                        counted.updated(),
                        counted.deleted()));
            }
        }
        return rows;
    }

    private static Optional<Long> temporary(Samples samples) {
        return Optional.of(samples.mostTemporary()).filter(bytes -> bytes >= 0);
    }

    private static Footprint withLocks(Footprint footprint, List<Lock> locks) {
        return new Footprint(
                footprint.statement(),
                footprint.ending(),
                locks,
                footprint.rewrites(),
                footprint.rows(),
                footprint.walBytes(),
                footprint.tempBytes(),
                footprint.took());
    }

    /** Ends the observation. */
    @Override
    public void close() {
        observer.close();
    }
}
