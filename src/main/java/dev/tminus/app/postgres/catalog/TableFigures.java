package dev.tminus.app.postgres.catalog;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.book.Values;
import dev.tminus.forecast.LockLook;
import dev.tminus.forecast.PastStep;
import dev.tminus.forecast.TableSize;
import dev.tminus.forecast.Tables;
import dev.tminus.run.Outcome;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How large the tables of a database are, read without waiting for anybody and without being waited for. */
public final class TableFigures {

    /** The largest ones; what is smaller than so many others takes no time to speak of. */
    private static final int MOST = 2_000;

    /**
     * The planner's density times the size of today. A table that was never analysed has none: then its rows are those
     * the statistics counted.
     */
    private static final String QUERY = """
            select n.nspname || '.' || c.relname, s.bytes, s.index_bytes,
                   case when c.reltuples >= 0 and c.relpages > 0
                        then (c.reltuples / c.relpages * greatest(s.pages, 1))::bigint
                        else pg_stat_get_live_tuples(c.oid) end
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            cross join lateral (select %s) s
            where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'tminus')
              and n.nspname not like 'pg\\_temp%%'
            order by c.relpages desc, c.oid limit %d
            """;

    /** These functions open the table, so they wait where somebody holds it exclusively. */
    private static final String EXACT = "coalesce(pg_table_size(c.oid), 0) as bytes,"
            + " coalesce(pg_indexes_size(c.oid), 0) as index_bytes,"
            + " coalesce(pg_relation_size(c.oid), 0) / current_setting('block_size')::bigint as pages";

    private static final String AS_PLANNED =
            "c.relpages::bigint * current_setting('block_size')::bigint as bytes, 0::bigint as index_bytes,"
                    + " c.relpages::bigint as pages";

    private static final String CACHE = "select greatest(pg_size_bytes(current_setting('shared_buffers')),"
            + " pg_size_bytes(current_setting('effective_cache_size')))";

    private TableFigures() {}

    /** What is seen of the locks that a step will want. */
    public interface Holding {
        Optional<LockLook> look(Connection connection) throws SQLException;
    }

    /** For a step that has not begun; nothing where the database cannot be asked. */
    public static Values of(ActionContext context) {
        return of(context, connection -> Optional.empty());
    }

    /** The same, with a look at who holds what the step will want to lock. */
    public static Values of(ActionContext context, Holding holding) {
        try (Connection connection = Target.of(context).open()) {
            Tables tables = read(connection);
            return holding.look(connection).map(tables::with).orElse(tables).values();
        } catch (TargetRefused | UncheckedIOException | SQLException silent) {
            return Values.NONE;
        }
    }

    /** The connection must not be inside a transaction, and is not when this returns. */
    public static Tables read(Connection connection) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction read only");
            statement.execute("set local lock_timeout = '100ms'");
            statement.execute("set local statement_timeout = '5s'");
            return sizes(statement);
        } finally {
            connection.rollback();
            connection.setAutoCommit(before);
        }
    }

    private static Tables sizes(Statement statement) throws SQLException {
        statement.execute("savepoint exact");
        try {
            return sizes(statement, EXACT);
        } catch (SQLException held) {
            statement.execute("rollback to savepoint exact");
            return sizes(statement, AS_PLANNED);
        }
    }

    private static Tables sizes(Statement statement, String columns) throws SQLException {
        Map<String, TableSize> sizes = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery(QUERY.formatted(columns, MOST))) {
            while (rows.next()) {
                sizes.put(
                        rows.getString(1),
                        new TableSize(rows.getLong(2), Math.max(0, rows.getLong(4)), rows.getLong(3)));
            }
        }
        try (ResultSet cache = statement.executeQuery(CACHE)) {
            cache.next();
            return new Tables(sizes, cache.getLong(1));
        }
    }

    /** An outcome with the sizes, before it, of the tables its footprints name. */
    public static Outcome with(Outcome outcome, Tables before) {
        if (!(outcome instanceof Outcome.Done done)) {
            return outcome;
        }
        Map<String, TableSize> sizes = new LinkedHashMap<>();
        PastStep.relations(done.result())
                .forEach(table -> before.find(table).ifPresent(size -> sizes.put(table, size)));
        Values figures = new Tables(sizes, before.cacheBytes()).values();
        return sizes.isEmpty()
                ? outcome
                : new Outcome.Done(
                        done.result().and(Tables.FIELD, figures.map()), done.output(), done.created(), done.removed());
    }
}
