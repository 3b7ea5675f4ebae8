package dev.tminus.app.postgres.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The questions to tables whose answers are a {@link DataPrint}. */
final class DataQueries {

    /** PostgreSQL passes at most 100 arguments; one is the separator. */
    private static final int MOST_ARGUMENTS = 90;

    private static final String NAMES = """
            select quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = '%s' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tminus')
              and c.relname not in ('_prisma_migrations', 'tminus_migrations')
              and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by 1
            """;

    private static final String COLUMNS = """
            select quote_ident(attname) from pg_attribute
            where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attname collate "C"
            """;

    private DataQueries() {}

    static List<String> names(Connection connection) throws SQLException {
        return texts(connection, NAMES.formatted("r"));
    }

    static Map<String, DataPrint.TablePrint> tables(Connection connection, Collection<String> names)
            throws SQLException {
        Map<String, DataPrint.TablePrint> tables = new LinkedHashMap<>();
        for (String name : names) {
            tables.put(name, table(connection, name));
        }
        return tables;
    }

    private static DataPrint.TablePrint table(Connection connection, String name) throws SQLException {
        String sql = "select count(*), coalesce(sum(hashtextextended(%s, 0)::numeric), 0) from only %s"
                .formatted(row(columns(connection, name)), name);
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return new DataPrint.TablePrint(found.getLong(1), found.getString(2));
        }
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            try (ResultSet found = statement.executeQuery()) {
                List<String> columns = new ArrayList<>();
                while (found.next()) {
                    columns.add(found.getString(1));
                }
                return columns;
            }
        }
    }

    /** A row as text that no other row has: each value quoted, NULL not. */
    static String row(List<String> columns) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < columns.size(); from += MOST_ARGUMENTS) {
            List<String> some = columns.subList(from, Math.min(columns.size(), from + MOST_ARGUMENTS));
            parts.add("concat_ws(','"
                    + String.join(
                            "",
                            some.stream()
                                    .map(column -> ", quote_nullable(" + column + "::text)")
                                    .toList()) + ")");
        }
        return parts.isEmpty() ? "''" : String.join(" || ',' || ", parts);
    }

    static Map<String, String> sequences(Connection connection) throws SQLException {
        Map<String, String> sequences = new LinkedHashMap<>();
        for (String name : texts(connection, NAMES.formatted("S"))) {
            sequences.put(
                    name,
                    texts(
                                    connection,
                                    "select last_value || case when is_called then ' used' else ' next' end from "
                                            + name)
                            .get(0));
        }
        return sequences;
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        }
    }
}
