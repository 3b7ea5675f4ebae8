package dev.tminus.journal.postgres;

import dev.tminus.journal.Changes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hints over a connection of its own; without one it only waits, and its user looks at the journal all the same. */
final class PostgresChanges implements Changes {
    private final JournalAddress address;
    private Optional<Connection> listening = Optional.empty();

    PostgresChanges(JournalAddress address) {
        this.address = address;
        listen();
    }

    private void listen() {
        try {
            Connection connection = DriverManager.getConnection(address.url(), address.properties());
            try (Statement statement = connection.createStatement()) {
                statement.execute("LISTEN tminus_run");
            }
            listening = Optional.of(connection);
        } catch (SQLException e) {
            listening = Optional.empty(); // hints are a help only: the next wait tries again
        }
    }

    @Override
    public boolean await(Duration time) {
        if (listening.isEmpty()) {
            listen();
            return listening.isPresent() || slept(time);
        }
        try {
            int millis = (int) Math.max(1, Math.min(time.toMillis(), Integer.MAX_VALUE));
            PGNotification[] hints = listening.get().unwrap(PGConnection.class).getNotifications(millis);
            return hints != null && hints.length > 0;
        } catch (SQLException e) {
            close();
            return true; // whatever was written while nobody listened
        }
    }

    private static boolean slept(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        try {
            if (listening.isPresent()) {
                listening.get().close();
            }
        } catch (SQLException ignored) {
            // it is of no use any more
        }
        listening = Optional.empty();
    }
}
