package dev.tminus.app.postgres.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Questions to the catalogs of a database about its own schema; those of PostgreSQL and of Tminus are left out. */
public final class Catalog {

    /** Schemas that belong to the application. */
    private static final String OWN = " n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tminus') ";

    public static final String TABLES =
            "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where c.relkind in ('r', 'p', 'f') and" + OWN + "order by 1";

    public static final String INDEXES =
            "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where c.relkind in ('i', 'I') and" + OWN + "order by 1";

    /** An index that a failed or interrupted build left behind is kept up to date, and never used. */
    public static final String INVALID_INDEXES =
            "select n.nspname || '.' || c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
                    + " join pg_namespace n on n.oid = c.relnamespace"
                    + " where not (i.indisvalid and i.indisready and i.indislive) and" + OWN + "order by 1";

    /** From pg_constraint, because information_schema mixes up constraints of one name and hides those of others' tables. */
    public static final String FOREIGN_KEYS =
            "select n.nspname || '.' || c.relname || '.' || k.conname || ' -> ' || k.confrelid::regclass"
                    + " from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace"
                    + " where k.contype = 'f' and k.conparentid = 0 and" + OWN + "order by 1";

    public static final String UNVALIDATED_CONSTRAINTS = "select n.nspname || '.' || c.relname || '.' || k.conname"
            + " from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace"
            + " where not k.convalidated and" + OWN + "order by 1";

    private Catalog() {}

    public static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        }
    }

    /** Those of the tables that are not there, on the session's search path where they name no schema. */
    public static List<TableName> missing(Connection connection, List<TableName> tables) throws SQLException {
        List<TableName> missing = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select exists (select from pg_class where oid = to_regclass(?) and relkind in ('r', 'p', 'f'))")) {
            for (TableName table : tables) {
                statement.setString(1, table.quoted());
                try (ResultSet found = statement.executeQuery()) {
                    if (!found.next() || !found.getBoolean(1)) {
                        missing.add(table);
                    }
                }
            }
        }
        return missing;
    }
}
