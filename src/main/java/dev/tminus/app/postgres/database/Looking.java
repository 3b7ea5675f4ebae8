package dev.tminus.app.postgres.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions to a database whose answers are text. */
public record Looking(Connection connection) {

    /** The first column of each row. */
    public List<String> texts(String sql, String... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        rows(sql, values).forEach(row -> texts.add(row.get(0)));
        return texts;
    }

    public Optional<String> text(String sql, String... values) throws SQLException {
        return texts(sql, values).stream().findFirst();
    }

    public List<List<String>> rows(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            try (ResultSet found = statement.executeQuery()) {
                List<List<String>> rows = new ArrayList<>();
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        String value = found.getString(column);
                        row.add(value == null ? "null" : value);
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }
}
