package dev.tminus.journal.postgres;

import dev.tminus.journal.Head;
import dev.tminus.journal.JournalRewoundException;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last head of each run that the journal told this process it has. Belongs to the session's turn. */
final class Acknowledged {
    /** More runs than one process drives at once; the oldest are forgotten first. */
    private static final int LIMIT = 1_000;

    private static final String COMPARE = """
            SELECT known.run, known.seq, known.hash, event.hash, (SELECT seq FROM tminus.run WHERE id = known.run)
            FROM unnest(?::text[], ?::bigint[], ?::text[]) AS known (run, seq, hash)
            LEFT JOIN tminus.event AS event ON event.run = known.run AND event.seq = known.seq
            WHERE event.hash IS DISTINCT FROM known.hash LIMIT 1""";

    private final Map<RunId, Head> heads = new LinkedHashMap<>(16, 0.75f, true);

    void note(RunId run, Head head) {
        heads.put(run, head);
        if (heads.size() > LIMIT) {
            heads.remove(heads.keySet().iterator().next());
        }
    }

    /** After a fail-over to a server that lags behind, or a restore, events that were acknowledged may be gone. */
    void compare(Connection connection) throws SQLException {
        if (heads.isEmpty()) {
            return;
        }
        List<Map.Entry<RunId, Head>> known = List.copyOf(heads.entrySet());
        try (PreparedStatement statement = connection.prepareStatement(COMPARE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            known.stream().map(entry -> entry.getKey().value()).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8",
                            known.stream().map(entry -> entry.getValue().seq()).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            known.stream().map(entry -> entry.getValue().hash()).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    throw new JournalRewoundException(
                            new RunId(row.getString(1)), new Head(row.getLong(2), row.getString(3)), found(row));
                }
            }
        }
    }

    private static String found(ResultSet row) throws SQLException {
        String hash = row.getString(4);
        long last = row.getLong(5);
        return hash == null
                ? "events up to %d only".formatted(last)
                : "another event there, with hash %s".formatted(hash);
    }
}
