package dev.tminus.app.postgres.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/** Looks at a database in one snapshot, under settings on which the text of what is read does not depend. */
final class Pinned {

    /** With nothing on the path every name is written in full. Row security must refuse, not hide rows. */
    private static final List<String> SETTINGS = List.of(
            "search_path = ''",
            "timezone = 'UTC'",
            "datestyle = 'ISO, YMD'",
            "intervalstyle = 'postgres'",
            "extra_float_digits = 1",
            "bytea_output = 'hex'",
            "xmlbinary = 'base64'",
            "lc_monetary = 'C'",
            "quote_all_identifiers = off",
            "jit = off",
            "standard_conforming_strings = on",
            "row_security = off");

    private Pinned() {}

    /** What is read. */
    interface Question<T> {
        T of(Connection connection) throws SQLException;
    }

    static <T> T look(Connection connection, Question<T> question) throws SQLException {
        return connection.getAutoCommit() ? alone(connection, question) : inside(connection, question);
    }

    private static <T> T alone(Connection connection, Question<T> question) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            pin(statement);
            return question.of(connection);
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Going back to the savepoint takes the settings back with it. */
    private static <T> T inside(Connection connection, Question<T> question) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            pin(statement);
            return question.of(connection);
        } finally {
            if (!connection.isClosed()) {
                connection.rollback(before);
                connection.releaseSavepoint(before);
            }
        }
    }

    private static void pin(Statement statement) throws SQLException {
        for (String setting : SETTINGS) {
            statement.execute("set local " + setting);
        }
    }
}
