package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.app.postgres.trace.LockMode;
import dev.tminus.forecast.LockLook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks a few times who holds the relations that a migration locked in rehearsal: a transaction that is older than the
 * lock's time-out at any moment would make an attempt at that moment fail.
 *
 * <p>Reads {@code pg_locks} and nothing else, in a statement of its own each time, so it holds up nobody.
 */
final class LockHolders {

    private static final int LOOKS = 10;
    private static final long BETWEEN_MILLIS = 100;

    /** A prepared transaction has no session; it may stay for ever. A vacuum that gives way to others counts for nobody. */
    private static final String HELD = """
            select exists (
                select from pg_locks l left join pg_stat_activity a on a.pid = l.pid
                where l.locktype = 'relation' and l.granted
                  and l.database = (select oid from pg_database where datname = current_database())
                  and l.pid is distinct from pg_backend_pid()
                  and l.relation = to_regclass(?) and l.mode = any (?)
                  and (a.pid is null or clock_timestamp() - a.xact_start > ? * interval '1 millisecond')
                  and (a.backend_type is distinct from 'autovacuum worker' or a.query like '%to prevent wraparound%'))
            """;

    private LockHolders() {}

    /** Empty where nothing was rehearsed, or where the step waits for its locks without end. */
    static Optional<LockLook> look(ActionContext context, Connection connection) throws SQLException {
        LockPatience patience = MigrateRequest.of(context).patience();
        Map<String, Set<LockMode>> wanted = context.rehearsed()
                .map(result -> conflicts(StepWatch.footprints(result)))
                .orElse(Map.of());
        if (wanted.isEmpty() || patience.lockTimeout().isZero()) {
            return Optional.empty();
        }
        int free = 0;
        for (int look = 1; look <= LOOKS; look++) {
            free += held(connection, wanted, patience.lockTimeout()) ? 0 : 1;
            if (look < LOOKS && !paused()) {
                return Optional.of(new LockLook(look, free, patience.lockTimeout(), patience.delay()));
            }
        }
        return Optional.of(new LockLook(LOOKS, free, patience.lockTimeout(), patience.delay()));
    }

    /** By relation, the modes that keep it from what the migrations want. */
    private static Map<String, Set<LockMode>> conflicts(Map<String, List<Footprint>> footprints) {
        Map<String, Set<LockMode>> conflicts = new TreeMap<>();
        footprints.values().stream()
                .flatMap(List::stream)
                .flatMap(footprint -> footprint.locks().stream())
                .forEach(lock -> conflicts
                        .computeIfAbsent(lock.relation(), none -> EnumSet.noneOf(LockMode.class))
                        .addAll(lock.mode().blocks()));
        return conflicts;
    }

    private static boolean held(Connection connection, Map<String, Set<LockMode>> wanted, Duration timeout)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HELD)) {
            for (Map.Entry<String, Set<LockMode>> relation : wanted.entrySet()) {
                Object[] modes =
                        relation.getValue().stream().map(LockMode::catalogName).toArray();
                statement.setString(1, relation.getKey());
                statement.setArray(2, connection.createArrayOf("text", modes));
                statement.setLong(3, timeout.toMillis());
                try (ResultSet found = statement.executeQuery()) {
                    if (found.next() && found.getBoolean(1)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(BETWEEN_MILLIS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
