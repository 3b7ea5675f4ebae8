package dev.tminus.journal.postgres;

import dev.tminus.journal.Append;
import dev.tminus.journal.LockHeldException;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Named locks of runs, as rows that are written in the transaction of an append. */
final class Locks {
    /** A row of our own is written anew, so that a name is answered with its holder whoever holds it. */
    private static final String TAKE = """
            INSERT INTO tminus.run_lock (name, run) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET run = run_lock.run RETURNING run""";

    private static final String RELEASE = "DELETE FROM tminus.run_lock WHERE name = ANY (?) AND run = ?";

    private Locks() {}

    /** The names are sorted, so two appends that want the same locks never wait for each other in a circle. */
    static void take(Connection connection, Append append) throws SQLException {
        if (append.take().isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            for (String name : append.take()) {
                statement.setString(1, name);
                statement.setString(2, append.run().value());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    RunId holder = new RunId(row.getString(1));
                    if (!holder.equals(append.run())) {
                        throw new LockHeldException(name, holder);
                    }
                }
            }
        }
    }

    static void release(Connection connection, Append append) throws SQLException {
        if (append.release().isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
            statement.setArray(
                    1, connection.createArrayOf("text", append.release().toArray()));
            statement.setString(2, append.run().value());
            statement.executeUpdate();
        }
    }
}
