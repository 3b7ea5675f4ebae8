package dev.tminus.app.postgres.trace;

import static dev.tminus.app.postgres.TestServer.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A connection that has no part in the recorder and says what it sees itself: locks, file nodes and statistics. */
final class Witness {

    /** A sequence is one page: that a change writes it anew costs nobody anything. */
    private static final String RELATIONS = "select n.nspname || '.' || c.relname,"
            + " case c.relkind when 'S' then 0 else coalesce(pg_relation_filenode(c.oid), 0) end from pg_class c"
            + " join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'other')"
            + " and c.relkind in ('r', 'p', 'm', 'i', 'I', 'v', 'S')";

    private final Connection connection;
    private final Map<String, String> files;

    Witness(Connection connection) throws SQLException {
        this.connection = connection;
        this.files = files();
    }

    /** The strongest mode the session holds, or waits for, on each relation that was there at first. */
    Map<String, LockMode> locks(int pid) throws SQLException {
        Map<String, LockMode> locks = new TreeMap<>();
        for (String row : rows(
                connection,
                "select n.nspname || '.' || c.relname, l.mode from pg_locks l join pg_class c on c.oid = l.relation"
                        + " join pg_namespace n on n.oid = c.relnamespace"
                        + " where l.locktype = 'relation' and n.nspname in ('public', 'other') and l.pid = " + pid)) {
            String[] columns = row.split("\\|", -1);
            if (files.containsKey(columns[0])) {
                LockMode mode = LockMode.ofCatalog(columns[1]).orElseThrow();
                locks.merge(columns[0], mode, (one, other) -> one.compareTo(other) >= 0 ? one : other);
            }
        }
        return locks;
    }

    /** Relations that were there at first and lie in a new file now; to be asked after the commit. */
    Set<String> rewritten() throws SQLException {
        Set<String> rewritten = new TreeSet<>();
        files().forEach((name, file) -> {
            if (files.containsKey(name) && !files.get(name).equals(file)) {
                rewritten.add(name);
            }
        });
        return rewritten;
    }

    /** Rows read in sequence, inserted, updated, deleted, for each table with any that was there at first. */
    Map<String, String> statistics() throws SQLException {
        Map<String, String> statistics = new HashMap<>();
        for (String row : rows(
                connection,
                "select schemaname || '.' || relname, seq_tup_read, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables"
                        + " where seq_tup_read + n_tup_ins + n_tup_upd + n_tup_del > 0")) {
            String table = row.substring(0, row.indexOf('|'));
            if (files.containsKey(table)) {
                statistics.put(table, row.substring(row.indexOf('|') + 1));
            }
        }
        return statistics;
    }

    private Map<String, String> files() throws SQLException {
        Map<String, String> files = new HashMap<>();
        for (String row : rows(connection, RELATIONS)) {
            String[] columns = row.split("\\|", -1);
            files.put(columns[0], columns[1]);
        }
        return files;
    }
}
