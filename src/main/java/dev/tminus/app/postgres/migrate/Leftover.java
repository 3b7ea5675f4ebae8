package dev.tminus.app.postgres.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What the catalog says of an index that is built or dropped without a transaction. */
enum Leftover {
    ABSENT,
    INVALID,
    VALID;

    /** By its name as SQL writes it, on the session's search path where it names no schema. */
    static Leftover of(Connection connection, String index) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select indisvalid and indisready and indislive from pg_index where indexrelid = to_regclass(?)")) {
            statement.setString(1, index);
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    return ABSENT;
                }
                return found.getBoolean(1) ? VALID : INVALID;
            }
        }
    }

    /** An index may have taken the name that a table or view has; that is no index and is left alone. */
    static boolean isThere(Connection connection, Optional<String> index) throws SQLException {
        return index.isPresent() && of(connection, index.get()) != ABSENT;
    }
}
