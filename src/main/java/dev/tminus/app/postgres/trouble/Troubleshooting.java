package dev.tminus.app.postgres.trouble;

import dev.tminus.app.postgres.database.Holders;
import dev.tminus.app.postgres.database.Identifier;
import dev.tminus.app.postgres.database.Looking;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * What is behind an error, told by its SQLSTATE and by looking at the database, and the next step.
 *
 * <p>It looks in a transaction that may not write and that ends by itself: a table too large to be counted in time is named
 * without a number.
 */
public final class Troubleshooting {

    private static final String PATIENCE = "10s";

    private static final String TOO_LONG = "57014";

    private static final Set<String> ALREADY_THERE = Set.of("42701", "42P07", "42710", "42P06", "42723");
    private static final Set<String> NOT_THERE = Set.of("42P01", "42703", "42704", "3F000");
    private static final Set<String> VIOLATION = Set.of("23502", "23503", "23505", "23514");
    private static final Set<String> EXHAUSTED = Set.of("53300");

    private Troubleshooting() {}

    /** Whether there is anything to look for. */
    public static boolean knows(String sqlState) {
        return ALREADY_THERE.contains(sqlState)
                || NOT_THERE.contains(sqlState)
                || VIOLATION.contains(sqlState)
                || EXHAUSTED.contains(sqlState);
    }

    /** Line by line; none where it is not known what to look for, or nothing was found. The connection is in autocommit. */
    public static List<String> lines(Connection connection, Failing failing) {
        if (!knows(failing.sqlState())) {
            return List.of();
        }
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction read only");
                statement.execute("set local statement_timeout = '" + PATIENCE + "'");
                statement.execute("set local lock_timeout = '1s'");
                if (failing.schema().isPresent()) {
                    statement.execute("set local search_path = "
                            + Identifier.quoted(failing.schema().get()));
                }
                return look(connection, failing);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException unreadable) {
            return TOO_LONG.equals(unreadable.getSQLState())
                    ? List.of("Cause: the rows could not be counted within " + PATIENCE + "; look for them by hand.")
                    : List.of();
        }
    }

    private static List<String> look(Connection connection, Failing failing) throws SQLException {
        Looking looking = new Looking(connection);
        if (ALREADY_THERE.contains(failing.sqlState())) {
            return new AlreadyThere(looking, failing).lines();
        }
        if (NOT_THERE.contains(failing.sqlState())) {
            return new NotThere(looking, failing).lines();
        }
        return VIOLATION.contains(failing.sqlState())
                ? new Violation(looking, failing).lines()
                : Holders.lines(looking);
    }
}
