package dev.tminus.app.postgres.trace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement that waits for a lock: on what, who stands before it, and who queues behind it.
 *
 * @param wanted the lock in words, {@code ACCESS EXCLUSIVE on public.gifts}
 * @param before who holds it up, the nearest first: sessions that block it, then those that block these
 * @param behind sessions that wait for this statement, and would not if it did not wait itself
 */
public record LockWait(String wanted, Duration waited, List<Session> before, List<Session> behind) {

    /** More names than this help nobody; the count says the rest. */
    private static final int MOST_NAMED = 3;

    private static final String BEFORE = """
            with recursive chain(pid, depth) as (
              select blocker, 1 from unnest(pg_blocking_pids(?)) blocker
              union
              select blocker, depth + 1 from chain, unnest(pg_blocking_pids(chain.pid)) blocker
              where depth < 5 and chain.pid <> 0
            ), nearest as (select pid, min(depth) as depth from chain group by pid)
            select n.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), coalesce(a.state, ''),
                   coalesce(extract(epoch from clock_timestamp() - a.xact_start), 0)::bigint, coalesce(left(a.query, 200), '')
            from nearest n left join pg_stat_activity a on a.pid = n.pid order by n.depth, n.pid
            """;

    private static final String BEHIND = """
            select a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), coalesce(a.state, ''),
                   coalesce(extract(epoch from clock_timestamp() - a.query_start), 0)::bigint, coalesce(left(a.query, 200), '')
            from pg_stat_activity a
            where a.wait_event_type = 'Lock' and ? = any (pg_blocking_pids(a.pid)) order by a.query_start
            """;

    public LockWait {
        before = List.copyOf(before);
        behind = List.copyOf(behind);
    }

    /** A session of the server; {@code pid} 0 is a prepared transaction, which belongs to no session. */
    public record Session(long pid, String user, String application, String state, Duration open, String query) {

        String words() {
            if (pid == 0) {
                return "a prepared transaction (see pg_prepared_xacts)";
            }
            String who = application.isEmpty() ? user : user + ", " + application;
            return "process %d (%s; %s for %s)"
                    .formatted(pid, who, state.isEmpty() ? "at work" : state, FootprintWords.length(open));
        }
    }

    static LockWait of(Connection observer, int worker, String wanted, Duration waited) throws SQLException {
        return new LockWait(wanted, waited, sessions(observer, BEFORE, worker), sessions(observer, BEHIND, worker));
    }

    private static List<Session> sessions(Connection observer, String sql, int worker) throws SQLException {
        try (PreparedStatement statement = observer.prepareStatement(sql)) {
            statement.setInt(1, worker);
            try (ResultSet rows = statement.executeQuery()) {
                List<Session> sessions = new ArrayList<>();
                while (rows.next()) {
                    sessions.add(new Session(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            Duration.ofSeconds(rows.getLong(5)),
                            rows.getString(6)));
                }
                return sessions;
            }
        }
    }

    /** One line for the operator. */
    public String words() {
        String holders = before.isEmpty() ? "" : "; before it: " + named(before);
        String queue = behind.isEmpty()
                ? ""
                : "; %d %s behind it: %s"
                        .formatted(
                                behind.size(), behind.size() == 1 ? "session waits" : "sessions wait", named(behind));
        return "waits %s for %s%s%s".formatted(FootprintWords.length(waited), wanted, holders, queue);
    }

    private static String named(List<Session> sessions) {
        String names = sessions.stream().limit(MOST_NAMED).map(Session::words).collect(Collectors.joining(", "));
        return sessions.size() > MOST_NAMED ? names + " and " + (sessions.size() - MOST_NAMED) + " more" : names;
    }
}
