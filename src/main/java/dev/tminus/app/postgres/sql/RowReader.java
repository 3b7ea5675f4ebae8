package dev.tminus.app.postgres.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a result set as values, as many as a step's result may hold. */
public record RowReader(List<Map<String, Object>> rows, long count, boolean tooMany) {

    /** A result is kept in the journal, shown to people and read by expressions: none of them wants more. */
    static final int MOST_ROWS = 1_000;

    /** The same in characters of text. */
    static final int MOST_CHARACTERS = 1_000_000;

    /** Reads all of it, but keeps nothing once there is too much; a portion at a time where the session allows. */
    public static RowReader read(ResultSet result) throws SQLException {
        List<String> names = names(result.getMetaData());
        List<Map<String, Object>> rows = new ArrayList<>();
        long characters = 0;
        long count = 0;
        boolean tooMany = false;
        while (result.next()) {
            count++;
            if (tooMany) {
                continue;
            }
            Map<String, Object> row = new LinkedHashMap<>();
            for (int column = 1; column <= names.size(); column++) {
                Object value = Cell.value(result, column);
                characters += value instanceof Number ? 1 : value.toString().length();
                row.put(names.get(column - 1), value);
            }
            rows.add(row);
            if (rows.size() > MOST_ROWS || characters > MOST_CHARACTERS) {
                tooMany = true;
                rows.clear();
            }
        }
        return new RowReader(rows, count, tooMany);
    }

    /** Two columns of one name would hide one another: the second becomes {@code name_2}. */
    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String label = columns.getColumnLabel(column);
            String name = label;
            for (int copy = 2; names.contains(name); copy++) {
                name = label + "_" + copy;
            }
            names.add(name);
        }
        return names;
    }
}
