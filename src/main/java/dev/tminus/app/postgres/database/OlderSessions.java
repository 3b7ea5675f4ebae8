package dev.tminus.app.postgres.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The sessions that older epochs of a run still have on the target, ended before anyone judges what they did. */
public final class OlderSessions {

    /** A session that is ended rolls back first; undoing a long write takes its time. */
    private static final long WAIT_MILLIS = 5_000;

    private static final long LOOK_AGAIN_MILLIS = 50;

    private static final String OLDER = """
            from pg_stat_activity
            where application_name like ? and pid <> pg_backend_pid()
              and datname = current_database()
              and split_part(application_name, '/', 3) ~ '^[0-9]{1,18}$'
              and case when split_part(application_name, '/', 3) ~ '^[0-9]{1,18}$'
                       then split_part(application_name, '/', 3)::bigint < ? end
            """;

    private OlderSessions() {}

    /** The process ids of sessions that are still there after a bounded wait; none when it is safe to judge. */
    public static List<Long> end(Connection connection, String run, long epoch)
            throws SQLException, InterruptedException {
        long start = System.nanoTime();
        List<Long> left = pids(connection, "select pid, pg_terminate_backend(pid) " + OLDER, run, epoch);
        while (!left.isEmpty() && System.nanoTime() - start < WAIT_MILLIS * 1_000_000) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            left = pids(connection, "select pid " + OLDER, run, epoch);
        }
        return left;
    }

    private static List<Long> pids(Connection connection, String sql, String run, long epoch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "tminus/" + run + "/%");
            statement.setLong(2, epoch);
            try (ResultSet found = statement.executeQuery()) {
                List<Long> pids = new ArrayList<>();
                while (found.next()) {
                    pids.add(found.getLong(1));
                }
                return pids;
            }
        }
    }
}
