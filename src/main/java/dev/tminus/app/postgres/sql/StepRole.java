package dev.tminus.app.postgres.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The role with which a step began: its text may change it, and the marker is written with this one. */
record StepRole(String name) {

    static StepRole of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select current_setting('role')")) {
            found.next();
            return new StepRole(found.getString(1));
        }
    }

    void restore(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config('role', ?, true)")) {
            statement.setString(1, name);
            statement.execute();
        }
    }
}
