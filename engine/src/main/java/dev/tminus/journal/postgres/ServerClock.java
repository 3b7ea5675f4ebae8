package dev.tminus.journal.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How far the server's clock is ahead of this machine's. Safe for threads; to ask without waiting for a write that is
 * under way, the session's turn is taken only where the server has to be asked.
 *
 * <p>Asked anew after a while, because a question costs a round trip and two clocks drift apart by microseconds in that
 * time; at once when this machine's clock was set meanwhile, which shows beside the monotonic one, or when the
 * connection is another one, which may lead to another server.
 */
final class ServerClock {
    private static final long GOOD_NANOS = 1_000_000_000;

    /** More than any drift, less than anything a timer is set to. */
    private static final long SET_NANOS = 20_000_000;

    private final InstantSource clock;
    private volatile Optional<Sample> last = Optional.empty();

    private record Sample(Duration offset, Instant at, long nanos) {

        boolean isGood(Instant instant, long monotonic) {
            long passed = monotonic - nanos;
            long seen = Duration.between(at, instant).toNanos();
            return passed < GOOD_NANOS && Math.abs(seen - passed) < SET_NANOS;
        }
    }

    ServerClock(InstantSource clock) {
        this.clock = clock;
    }

    /** A new connection may lead to another server. */
    void forget() {
        last = Optional.empty();
    }

    Duration offset(Session session) {
        Instant instant = clock.instant();
        long nanos = System.nanoTime();
        return last.filter(sample -> sample.isGood(instant, nanos))
                .map(Sample::offset)
                .orElseGet(() -> session.use(this::ask));
    }

    private Duration ask(Connection connection) throws SQLException {
        Instant before = clock.instant();
        long nanos = System.nanoTime();
        Instant there = now(connection);
        Duration trip = Duration.between(before, clock.instant());
        Duration offset = Duration.between(before.plus(trip.dividedBy(2)), there);
        last = Optional.of(new Sample(offset, before, nanos));
        return offset;
    }

    static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return Leases.instant(row, 1);
        }
    }
}
