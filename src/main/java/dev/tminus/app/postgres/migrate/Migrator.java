package dev.tminus.app.postgres.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Applies a directory of migrations to a database and keeps the database's own record of what was applied.
 *
 * <p>A connection given to it is in autocommit mode, is used by nobody else meanwhile, and was opened with
 * {@link #QUERY_MODE}, so that a script reaches the server in one piece. Implementations hold no state of a
 * connection and may be shared by threads.
 */
public interface Migrator {

    /** Value of the driver's property {@code preferQueryMode} under which plain statements are sent undivided. */
    String QUERY_MODE = "extendedForPrepared";

    /** What a person found out about a migration that neither finished nor can be tried again. */
    enum Resolution {
        APPLIED,
        ROLLED_BACK
    }

    /** Reads what is applied, pending, failed and unknown. Changes nothing and takes no lock. */
    MigrationLook look(Connection connection) throws SQLException;

    /** Applies what is pending, in order, until the first failure, which is reported and not thrown. */
    default MigrationReport deploy(Connection connection, LockPatience patience) throws SQLException {
        return deploy(connection, patience, MigrationWatch.none());
    }

    /** The same, watched; and where an earlier attempt of the same step was interrupted, it goes on from there. */
    MigrationReport deploy(Connection connection, LockPatience patience, MigrationWatch watch) throws SQLException;

    /**
     * Settles what an earlier attempt of the step left unfinished, as far as journal, records and catalog prove it, and
     * gives the names of what a further deployment can go on with.
     */
    Set<String> settle(Connection connection, MigrationWatch watch) throws SQLException;

    /** Records what a person found: a migration is there after all, or nothing is left of it. */
    void resolve(Connection connection, String name, Resolution resolution) throws SQLException;

    /** What {@link #deploy} would apply now, with the checksums that an approval is bound to. */
    default List<Migration> pending(Connection connection) throws SQLException {
        return look(connection).pending();
    }
}
