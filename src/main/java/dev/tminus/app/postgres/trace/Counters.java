package dev.tminus.app.postgres.trace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The server's counts of one session's own reads and writes of a table, so far. */
record Counters(long read, long inserted, long updated, long deleted) {

    private static final Counters NONE = new Counters(0, 0, 0, 0);

    /** What one session counted, and where the whole server's log of changes stood. */
    record Reading(long wal, Map<Long, Counters> tables) {

        Counters since(Reading earlier, long table) {
            Counters now = tables.getOrDefault(table, NONE);
            Counters then = earlier.tables.getOrDefault(table, NONE);
            // Counts of earlier transactions may be handed over in between, which makes the later reading the smaller
            // one.
            return new Counters(
                    Math.max(0, now.read - then.read),
                    Math.max(0, now.inserted - then.inserted),
                    Math.max(0, now.updated - then.updated),
                    Math.max(0, now.deleted - then.deleted));
        }
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** Read by the session itself: nobody else sees the counts of a transaction that has not ended. */
    static Reading of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<Long, Counters> tables = new HashMap<>();
            try (ResultSet rows = statement.executeQuery(
                    "select relid, seq_tup_read, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_xact_user_tables"
                            + " where seq_tup_read + n_tup_ins + n_tup_upd + n_tup_del > 0")) {
                while (rows.next()) {
                    tables.put(
                            rows.getLong(1),
                            new Counters(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                }
            }
            return new Reading(wal(statement), tables);
        }
    }

    private static long wal(Statement statement) throws SQLException {
        try (ResultSet position = statement.executeQuery(
                "select case when pg_is_in_recovery() then 0 else pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') end::bigint")) {
            position.next();
            return position.getLong(1);
        }
    }
}
