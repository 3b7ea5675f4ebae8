package dev.tminus.journal.postgres;

import dev.tminus.journal.Append;
import dev.tminus.journal.Outbox;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Notices as rows beside the events. */
record PostgresOutbox(Session session) implements Outbox {
    private static final String QUEUE = """
            INSERT INTO tminus.notice (run, lane, dedupe_key, body) VALUES (?, ?, ?, ?)
            ON CONFLICT (dedupe_key) DO NOTHING""";

    private static final String PENDING = """
            SELECT id, run, lane, dedupe_key, body FROM tminus.notice WHERE delivered_at IS NULL ORDER BY id LIMIT ?""";

    private static final String DELIVERED =
            "UPDATE tminus.notice SET delivered_at = clock_timestamp() WHERE id = ? AND delivered_at IS NULL";

    static void queue(Connection connection, Append append) throws SQLException {
        if (append.notices().isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(QUEUE)) {
            for (Append.Notice notice : append.notices()) {
                statement.setString(1, append.run().value());
                statement.setString(2, notice.lane());
                statement.setString(3, notice.key());
                statement.setString(4, notice.line());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public List<Pending> pending(int limit) {
        return session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PENDING)) {
                statement.setInt(1, limit);
                try (ResultSet row = statement.executeQuery()) {
                    List<Pending> pending = new ArrayList<>();
                    while (row.next()) {
                        Append.Notice notice = new Append.Notice(row.getString(3), row.getString(4), row.getString(5));
                        pending.add(new Pending(row.getLong(1), new RunId(row.getString(2)), notice));
                    }
                    return pending;
                }
            }
        });
    }

    @Override
    public void markDelivered(long id) {
        session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DELIVERED)) {
                statement.setLong(1, id);
                return statement.executeUpdate();
            }
        });
    }
}
