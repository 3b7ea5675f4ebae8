package dev.tminus.journal.postgres;

import dev.tminus.journal.Append;
import dev.tminus.journal.Outbox;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notices as rows beside the events, and one row per lane for who delivers it and how far that is. */
record PostgresOutbox(Session session) implements Outbox {
    private static final String QUEUE = """
            INSERT INTO tminus.notice (run, lane, dedupe_key, body) VALUES (?, ?, ?, ?)
            ON CONFLICT (dedupe_key) DO NOTHING""";

    private static final String PENDING = """
            SELECT id, run, lane, dedupe_key, body FROM tminus.notice WHERE delivered_at IS NULL ORDER BY id LIMIT ?""";

    private static final String PENDING_IN_LANE = """
            SELECT id, run, lane, dedupe_key, body FROM tminus.notice
            WHERE delivered_at IS NULL AND lane = ? ORDER BY id LIMIT ?""";

    private static final String LANES = """
            SELECT n.lane, min(n.run::text), count(*), min(n.queued_at), l.trouble, l.not_before
            FROM tminus.notice n LEFT JOIN tminus.notice_lane l ON l.lane = n.lane
            WHERE n.delivered_at IS NULL GROUP BY n.lane, l.trouble, l.not_before ORDER BY min(n.id)""";

    private static final String CLAIM = """
            INSERT INTO tminus.notice_lane AS mine (lane, holder, held_until)
            VALUES (?, ?, clock_timestamp() + ? * interval '1 millisecond')
            ON CONFLICT (lane) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
            WHERE mine.holder IS NULL OR mine.holder = excluded.holder OR mine.held_until < clock_timestamp()
            RETURNING memory""";

    private static final String KEEP = """
            WITH kept AS (
                UPDATE tminus.notice_lane SET memory = ?, trouble = ?, not_before = ?,
                    held_until = clock_timestamp() + ? * interval '1 millisecond'
                WHERE lane = ? AND holder = ? RETURNING lane),
            through AS (
                UPDATE tminus.notice SET delivered_at = clock_timestamp()
                WHERE id = ANY (?) AND delivered_at IS NULL AND EXISTS (SELECT FROM kept))
            SELECT count(*) FROM kept""";

    private static final String RELEASE =
            "UPDATE tminus.notice_lane SET holder = NULL, held_until = NULL WHERE lane = ? AND holder = ?";

    private static final String DELIVERED =
            "UPDATE tminus.notice SET delivered_at = clock_timestamp() WHERE id = ? AND delivered_at IS NULL";

    static void queue(Connection connection, Append append) throws SQLException {
        if (append.notices().isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(QUEUE)) {
            for (Append.Notice notice : append.notices()) {
                bind(statement, append.run(), notice);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, RunId run, Append.Notice notice) throws SQLException {
        statement.setString(1, run.value());
        statement.setString(2, notice.lane());
        statement.setString(3, notice.key());
        statement.setString(4, notice.line());
    }

    @Override
    public void queue(RunId run, Append.Notice notice) {
        session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(QUEUE)) {
                bind(statement, run, notice);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public List<Pending> pending(int limit) {
        return session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PENDING)) {
                statement.setInt(1, limit);
                return pending(statement);
            }
        });
    }

    @Override
    public List<Pending> pending(String lane, int limit) {
        return session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PENDING_IN_LANE)) {
                statement.setString(1, lane);
                statement.setInt(2, limit);
                return pending(statement);
            }
        });
    }

    private static List<Pending> pending(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<Pending> pending = new ArrayList<>();
            while (row.next()) {
                Append.Notice notice = new Append.Notice(row.getString(3), row.getString(4), row.getString(5));
                pending.add(new Pending(row.getLong(1), new RunId(row.getString(2)), notice));
            }
            return pending;
        }
    }

    @Override
    public List<Lane> lanes() {
        return session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LANES);
                    ResultSet row = statement.executeQuery()) {
                List<Lane> lanes = new ArrayList<>();
                while (row.next()) {
                    lanes.add(new Lane(
                            row.getString(1),
                            new RunId(row.getString(2)),
                            row.getInt(3),
                            row.getTimestamp(4).toInstant(),
                            Optional.ofNullable(row.getString(5)),
                            Optional.ofNullable(instant(row.getTimestamp(6)))));
                }
                return lanes;
            }
        });
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    @Override
    public Optional<Claim> claim(String lane, String holder, Duration length) {
        return session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
                statement.setString(1, lane);
                statement.setString(2, holder);
                statement.setLong(3, length.toMillis());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(new Claim(lane, holder, row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean keep(Claim claim, Progress progress, Duration length) {
        return session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
                statement.setString(1, progress.memory());
                statement.setString(2, progress.trouble().orElse(null));
                statement.setTimestamp(
                        3, progress.notBefore().map(Timestamp::from).orElse(null));
                statement.setLong(4, length.toMillis());
                statement.setString(5, claim.lane());
                statement.setString(6, claim.holder());
                statement.setArray(
                        7,
                        connection.createArrayOf("bigint", progress.delivered().toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1) > 0;
                }
            }
        });
    }

    @Override
    public void release(Claim claim) {
        session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
                statement.setString(1, claim.lane());
                statement.setString(2, claim.holder());
                return statement.executeUpdate();
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
