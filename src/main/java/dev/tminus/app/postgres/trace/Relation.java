package dev.tminus.app.postgres.trace;

import dev.tminus.app.postgres.trace.Footprint.Kind;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A relation of the users' as the catalog shows it at one moment; {@code file} is 0 where it has none. */
record Relation(long oid, String name, Kind kind, long file, long bytes, long estimate) {

    /** None of these functions takes a lock on the relation it looks at; pg_relation_size would. */
    private static final String QUERY = """
            select c.oid, n.nspname || '.' || c.relname, c.relkind, coalesce(pg_relation_filenode(c.oid), 0)::bigint,
                   c.relpages::bigint * current_setting('block_size')::bigint, c.reltuples::bigint
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm', 'i', 'I', 'v', 'S', 'f')
              and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'tminus')
              and n.nspname not like 'pg\\_temp%' and n.nspname not like 'pg\\_toast\\_temp%'
            """;

    static Map<Long, Relation> all(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            Map<Long, Relation> all = new HashMap<>();
            while (rows.next()) {
                Relation relation = new Relation(
                        rows.getLong(1),
                        rows.getString(2),
                        Kind.of(rows.getString(3)),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6));
                all.put(relation.oid(), relation);
            }
            return all;
        }
    }

    /**
     * The relations whose contents lie in a new file now. They are matched by name: an index that a change of type
     * rebuilds gets a new object identifier, and two tables that only swap their names keep their old files.
     */
    static List<Rewrite> rewrites(Map<Long, Relation> before, Map<Long, Relation> after) {
        Map<String, Relation> named = new HashMap<>();
        Set<Long> files = new HashSet<>();
        before.values().forEach(relation -> {
            named.put(relation.name(), relation);
            files.add(relation.file());
        });
        List<Rewrite> rewrites = new ArrayList<>();
        for (Relation now : after.values()) {
            Relation then = before.getOrDefault(now.oid(), named.get(now.name()));
            boolean stores = now.kind() == Kind.TABLE || now.kind() == Kind.INDEX;
            if (then != null && stores && now.file() != 0 && !files.contains(now.file())) {
                rewrites.add(new Rewrite(then.name(), now.kind(), then.bytes()));
            }
        }
        return rewrites;
    }
}
