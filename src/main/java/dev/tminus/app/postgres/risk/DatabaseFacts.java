package dev.tminus.app.postgres.risk;

import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.lint.Facts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What a database says of itself: catalog reads alone, no table is counted. */
public final class DatabaseFacts implements Facts {

    /** Statistics where there are any, else the collector's count; of a partitioned table that of its partitions. */
    private static final String ROWS = """
            select sum(case when k.reltuples >= 0 then k.reltuples else coalesce(pg_stat_get_live_tuples(k.oid), 0) end)::bigint
            from pg_class c
            cross join lateral (
                select relid from pg_partition_tree(c.oid) where isleaf
                union select c.oid::regclass where c.relkind in ('r', 'm')) leaf
            join pg_class k on k.oid = leaf.relid
            where c.oid = to_regclass(?) and c.relkind in ('r', 'm', 'p')""";

    private static final String TYPE = """
            select format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = to_regclass(?) and attname = ? and not attisdropped""";

    private static final String CHECKED = """
            select conname from pg_constraint
            where conrelid = to_regclass(?) and contype = 'c' and convalidated
              and pg_get_constraintdef(oid) = format('CHECK ((%I IS NOT NULL))', ?::text)""";

    private final Connection connection;
    private final int major;

    private DatabaseFacts(Connection connection, int major) {
        this.connection = connection;
        this.major = major;
    }

    /** @param schema where names without one are looked for */
    public static DatabaseFacts of(Connection connection, String schema) throws SQLException {
        try (PreparedStatement path =
                connection.prepareStatement("select set_config('search_path', quote_ident(?), false)")) {
            path.setString(1, schema);
            path.execute();
        }
        return new DatabaseFacts(connection, connection.getMetaData().getDatabaseMajorVersion());
    }

    @Override
    public int major() {
        return major;
    }

    @Override
    public Optional<Long> rows(Name table) {
        return ask(ROWS, table.toString()).map(Long::valueOf);
    }

    @Override
    public Optional<String> columnType(Name table, String column) {
        return ask(TYPE, table.toString(), column);
    }

    @Override
    public boolean checkedNotNull(Name table, String column) {
        return ask(CHECKED, table.toString(), column).isPresent();
    }

    private Optional<String> ask(String sql, String... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < parameters.length; at++) {
                statement.setString(at + 1, parameters[at]);
            }
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? Optional.ofNullable(found.getString(1)) : Optional.empty();
            }
        } catch (SQLException failed) {
            throw new TargetRefused(ServerError.sentence(failed), failed);
        }
    }
}
