package dev.tminus.app.postgres.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** The advisory lock under which one session at a time migrates a database. */
final class MigrationLock {

    /** The key that Prisma's own engine takes, so that its deploy and ours keep each other out. */
    static final long PRISMA_KEY = 72707369L;

    /** Prisma gives up after ten seconds too: whoever holds it longer is migrating, and waiting on is no plan. */
    static final Duration GIVE_UP = Duration.ofSeconds(10);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private MigrationLock() {}

    /** Work that is done while the lock is held. */
    interface Work<T> {
        T in(ScriptSession session) throws SQLException;
    }

    /** Does the work under the lock and gives the connection back as it was, without the lock. */
    static <T> T holding(Connection connection, long key, Work<T> work) throws SQLException {
        ScriptSession session = ScriptSession.on(connection);
        String settings = session.settings();
        try {
            take(session, connection, key, GIVE_UP);
            try {
                return work.in(session);
            } finally {
                runIfOpen(connection, session, "select pg_advisory_unlock(" + key + ")");
            }
        } finally {
            runIfOpen(connection, session, settings);
        }
    }

    private static void runIfOpen(Connection connection, ScriptSession session, String statement) throws SQLException {
        if (!connection.isClosed()) {
            session.run(statement);
        }
    }

    static void take(ScriptSession session, Connection connection, long key, Duration giveUp) throws SQLException {
        session.lockTimeout(giveUp);
        try {
            session.run("select pg_advisory_lock(" + key + ")");
        } catch (SQLException failed) {
            if (LOCK_NOT_AVAILABLE.equals(failed.getSQLState())) {
                throw refused(connection, key, giveUp);
            }
            throw failed;
        }
    }

    /** True when another session of this database holds the lock now. */
    static boolean heldElsewhere(Connection connection, long key) throws SQLException {
        return !holder(connection, key).isEmpty();
    }

    private static MigrationRefused refused(Connection connection, long key, Duration giveUp) throws SQLException {
        return new MigrationRefused(
                "P1002",
                "Another session holds the migration lock (pg_advisory_lock(%d)), waited %d s for it: %s. Wait for it, or end that session."
                        .formatted(key, giveUp.toSeconds(), holder(connection, key)));
    }

    private static String holder(Connection connection, long key) throws SQLException {
        String sql = """
                select 'process ' || a.pid || ' of ' || a.usename || ' (' || coalesce(nullif(a.application_name, ''), 'unnamed') || ')'
                from pg_locks l join pg_stat_activity a using (pid)
                where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.pid <> pg_backend_pid()
                  and l.database = (select oid from pg_database where datname = current_database())
                  and (l.classid::bigint << 32) + l.objid::bigint = ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
