package dev.tminus.app.postgres.trace;

import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Samples.Wanted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The locks of a session on relations that others can see too, the strongest on each, and what is new among them. */
final class HeldLocks {

    private static final String OWN_LOCKS =
            "select relation::bigint, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation' and granted";

    private final Connection worker;
    private final Map<Long, Relation> known;
    private final Map<Long, LockMode> held = new HashMap<>();

    /** @param known the relations that others can see */
    HeldLocks(Connection worker, Map<Long, Relation> known) {
        this.worker = worker;
        this.known = known;
    }

    /** The transaction is over, or has not begun. */
    void clear() {
        held.clear();
    }

    /** In which the transaction holds the table so far. */
    LockMode mode(Relation table) {
        return held.getOrDefault(table.oid(), LockMode.ACCESS_SHARE);
    }

    /** What the transaction holds now, as far as it is new or stronger than before, and since when. */
    Map<Wanted, Long> newly(Samples samples) throws SQLException {
        Map<Wanted, Long> all = new HashMap<>();
        try (Statement statement = worker.createStatement();
                ResultSet rows = statement.executeQuery(OWN_LOCKS)) {
            while (rows.next()) {
                Optional<LockMode> mode = LockMode.ofCatalog(rows.getString(2));
                if (mode.isPresent() && known.containsKey(rows.getLong(1))) {
                    Wanted lock = new Wanted(rows.getLong(1), mode.get());
                    all.put(lock, samples.grantedAt(lock));
                }
            }
        }
        Map<Wanted, Long> fresh = strongest(all);
        fresh.keySet().removeIf(lock -> {
            LockMode earlier = held.get(lock.relation());
            return earlier != null && earlier.compareTo(lock.mode()) >= 0;
        });
        fresh.keySet().forEach(lock -> held.put(lock.relation(), lock.mode()));
        return fresh;
    }

    /** What a statement held that has given its locks back already, as far as it was seen. */
    Map<Wanted, Long> seen(Samples samples) {
        Map<Wanted, Long> all = new HashMap<>();
        samples.heldBySuccess().stream()
                .filter(lock -> known.containsKey(lock.relation()))
                .forEach(lock -> all.put(lock, samples.grantedAt(lock)));
        return strongest(all);
    }

    /** Locks and since when they are held, by the names of their relations. */
    List<Lock> named(Map<Wanted, Long> grants, long end) {
        List<Lock> locks = new ArrayList<>();
        grants.forEach((lock, at) -> {
            Relation relation = known.get(lock.relation());
            locks.add(new Lock(relation.name(), relation.kind(), lock.mode(), Duration.ofNanos(end - at)));
        });
        return locks;
    }

    private static Map<Wanted, Long> strongest(Map<Wanted, Long> all) {
        Map<Long, EnumMap<LockMode, Long>> modes = new HashMap<>();
        all.forEach((lock, at) -> modes.computeIfAbsent(lock.relation(), relation -> new EnumMap<>(LockMode.class))
                .put(lock.mode(), at));
        Map<Wanted, Long> strongest = new HashMap<>();
        modes.forEach((relation, grants) -> {
            LockMode mode = grants.keySet().stream()
                    .reduce((weaker, stronger) -> stronger)
                    .orElseThrow();
            strongest.put(new Wanted(relation, mode), grants.get(mode));
        });
        return strongest;
    }
}
