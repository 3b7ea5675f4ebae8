package dev.tminus.journal.postgres;

import dev.tminus.journal.FencedException;
import dev.tminus.journal.Lease;
import dev.tminus.journal.LeaseHeldException;
import dev.tminus.journal.UnknownRunException;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Leases as columns of the run's row, judged by the server's clock. A take-over that is sent twice because its reply was
 * lost begins two epochs, of which the second is returned and the first was nobody's.
 */
record Leases(Session session) {
    private static final String ACQUIRE = """
            UPDATE tminus.run SET epoch = epoch + 1, holder = ?,
                lease_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = ? AND (lease_until IS NULL OR lease_until <= clock_timestamp() OR holder = ?)
            RETURNING epoch, lease_until""";

    private static final String RENEW = """
            UPDATE tminus.run SET holder = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = ? AND epoch = ? RETURNING epoch, lease_until""";

    private static final String RELEASE =
            "UPDATE tminus.run SET holder = NULL, lease_until = NULL WHERE id = ? AND epoch = ?";

    private static final String LOOK = "SELECT epoch, holder, lease_until FROM tminus.run WHERE id = ?";

    Lease acquire(RunId run, String holder, Duration length) {
        return session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ACQUIRE)) {
                statement.setString(1, holder);
                statement.setLong(2, length.toMillis());
                statement.setString(3, run.value());
                statement.setString(4, holder);
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        return new Lease(run, holder, row.getLong(1), instant(row, 2));
                    }
                }
            }
            throw held(connection, run);
        });
    }

    private static RuntimeException held(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, run.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new UnknownRunException(run);
                }
                String holder = row.getString(2);
                return holder == null
                        ? new LeaseHeldException(run, "an engine that just gave it back", Instant.EPOCH)
                        : new LeaseHeldException(run, holder, instant(row, 3));
            }
        }
    }

    Lease renew(Lease lease, Duration length) {
        return session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
                statement.setString(1, lease.holder());
                statement.setLong(2, length.toMillis());
                statement.setString(3, lease.run().value());
                statement.setLong(4, lease.epoch());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        return new Lease(lease.run(), lease.holder(), lease.epoch(), instant(row, 2));
                    }
                }
            }
            throw fenced(connection, lease);
        });
    }

    private static RuntimeException fenced(Connection connection, Lease lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, lease.run().value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new FencedException(lease.run(), lease.epoch(), row.getLong(1))
                        : new UnknownRunException(lease.run());
            }
        }
    }

    void release(Lease lease) {
        session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
                statement.setString(1, lease.run().value());
                statement.setLong(2, lease.epoch());
                return statement.executeUpdate();
            }
        });
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
