package dev.tminus.app.postgres.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** "Too many connections": who holds them, and what may be ended. */
public final class Holders {

    private static final int SHOWN = 8;

    /** Only what is idle is offered, and never replication, the server's own processes or a run of Tminus. */
    private static final String GROUPS = """
            select coalesce(usename, '-'), coalesce(nullif(application_name, ''), 'unnamed'),
                   count(*)::text,
                   count(*) filter (where state = 'idle')::text,
                   count(*) filter (where state like 'idle in transaction%')::text,
                   coalesce(max(extract(epoch from clock_timestamp() - state_change)) filter (where state like 'idle%'), 0)::bigint::text,
                   bool_or(coalesce(application_name, '') ~ '^tminus/')::text
            from pg_stat_activity where backend_type = 'client backend'
            group by 1, 2 order by count(*) desc, 1, 2
            """;

    private static final String ROOM = """
            select current_setting('max_connections'),
                   coalesce(current_setting('superuser_reserved_connections', true), '0')::int
                     + coalesce(current_setting('reserved_connections', true), '0')::int,
                   (select count(*) from pg_stat_activity where backend_type = 'client backend')
            """;

    private Holders() {}

    public static List<String> lines(Looking looking) throws SQLException {
        List<String> lines = new ArrayList<>();
        List<String> room = looking.rows(ROOM).get(0);
        lines.add("Cause: %s of %s connections are taken, %s of them kept for administrators"
                .formatted(room.get(2), room.get(0), room.get(1)));
        String offer = "";
        for (List<String> group : looking.rows(GROUPS).stream().limit(SHOWN).toList()) {
            lines.add("Held: %s by %s (%s): %s idle, the longest for %s s, %s idle in a transaction"
                    .formatted(group.get(2), group.get(1), group.get(0), group.get(3), group.get(5), group.get(4)));
            boolean may = group.get(6).equals("false")
                    && !group.get(0).equals("-")
                    && (!group.get(3).equals("0") || !group.get(4).equals("0"));
            if (may && offer.isEmpty()) {
                offer = "pg.drain: { db: ..., user: %s%s, state: %s, older_than: 1m }"
                        .formatted(
                                group.get(0),
                                group.get(1).equals("unnamed") ? "" : ", application: " + group.get(1),
                                group.get(3).equals("0") ? "idle_in_transaction" : "idle");
            }
        }
        lines.add(
                offer.isEmpty()
                        ? "Next: no session is idle, so none may be ended without harm; lower the pools of the applications, or wait."
                        : "Next: lower the pool that holds most, or end what is idle: %s; then run the step again."
                                .formatted(offer));
        return lines;
    }
}
