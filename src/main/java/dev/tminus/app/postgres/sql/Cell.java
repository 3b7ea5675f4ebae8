package dev.tminus.app.postgres.sql;

import dev.tminus.action.JsonValues;
import dev.tminus.book.Nothing;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;

/** One value of a row, as one of the kinds a journal keeps; what has no such kind is its PostgreSQL text. */
final class Cell {

    private Cell() {}

    static Object value(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return Nothing.NOTHING;
        }
        String type = row.getMetaData().getColumnTypeName(column);
        return switch (type) {
            case "int2", "int4", "int8", "oid", "smallserial", "serial", "bigserial" -> row.getLong(column);
            case "float4", "float8" -> row.getDouble(column);
            case "numeric" -> number(text);
            case "bool" -> row.getBoolean(column);
            case "timestamptz" -> instant(row, column, text);
            case "interval" -> interval(text);
            case "json", "jsonb" -> json(text);
            default -> type.startsWith("_") ? array(row.getArray(column), text) : text;
        };
    }

    /** JSON text as values. */
    static Object json(String text) {
        return JsonValues.parse(text).orElse(text);
    }

    /** Money and sums arrive as numeric: a whole number where it is one, a double where that holds it exactly. */
    private static Object number(String text) {
        if (text.equals("NaN") || text.endsWith("Infinity")) {
            return Double.valueOf(text);
        }
        BigDecimal exact = new BigDecimal(text);
        if (exact.scale() <= 0 && exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
            return exact.longValueExact();
        }
        double near = exact.doubleValue();
        boolean same = Double.isFinite(near) && BigDecimal.valueOf(near).compareTo(exact) == 0;
        return same ? (Object) near : text;
    }

    private static Object instant(ResultSet row, int column, String text) throws SQLException {
        return text.endsWith("infinity") || text.endsWith("BC")
                ? text
                : row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Months have no length of their own; an interval with some stays text. */
    private static Object interval(String text) throws SQLException {
        PGInterval interval = new PGInterval(text);
        if (interval.getYears() != 0 || interval.getMonths() != 0) {
            return text;
        }
        return Duration.ofDays(interval.getDays())
                .plusHours(interval.getHours())
                .plusMinutes(interval.getMinutes())
                .plusSeconds(interval.getWholeSeconds())
                .plusNanos(interval.getMicroSeconds() * 1_000L);
    }

    private static Object array(Array array, String text) throws SQLException {
        return array.getArray() instanceof Object[] items ? items(items) : text;
    }

    private static List<Object> items(@Nullable Object[] items) {
        List<Object> values = new ArrayList<>();
        for (Object item : items) {
            values.add(item(item));
        }
        return values;
    }

    private static Object item(@Nullable Object item) {
        if (item == null) {
            return Nothing.NOTHING;
        }
        if (item instanceof Object[] nested) {
            return items(nested);
        }
        if (item instanceof Short || item instanceof Integer || item instanceof Long) {
            return ((Number) item).longValue();
        }
        if (item instanceof Float || item instanceof Double) {
            return ((Number) item).doubleValue();
        }
        if (item instanceof BigDecimal exact) {
            return number(exact.toPlainString());
        }
        return item instanceof Boolean ? item : item.toString();
    }
}
