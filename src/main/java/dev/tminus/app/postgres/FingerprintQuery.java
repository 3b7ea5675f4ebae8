package dev.tminus.app.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Reads a database's schema from its catalogs as lines of text: names instead of internal numbers, so that a restored copy
 * has the same lines, and nothing that changes by itself (sizes, statistics, positions of sequences).
 *
 * <p>Left out: PostgreSQL's own schemas, members of extensions, the schema {@code tminus} and the tables in which
 * migration tools keep their records. Not covered in this form: owners, privileges, comments, storage options.
 */
final class FingerprintQuery {

    private static final String LINES = """
            with own as (
              select oid, nspname from pg_namespace
              where nspname !~ '^pg_' and nspname not in ('information_schema', 'tminus')
            ), member as (
              select classid, objid from pg_depend where deptype = 'e'
            ), rel as (
              select c.*, own.nspname, quote_ident(own.nspname) || '.' || quote_ident(c.relname) as name
              from pg_class c join own on own.oid = c.relnamespace
              where c.relname not in ('_prisma_migrations', 'tminus_migrations')
                and not exists (select from member m where m.classid = 'pg_class'::regclass and m.objid = c.oid)
            )
            select 'extension ' || extname || ' ' || extversion from pg_extension
            union all
            select 'schema ' || quote_ident(nspname) from own
            union all
            select 'table ' || name || case relkind when 'p' then ' partitioned by ' || pg_get_partkeydef(oid) when 'f' then ' foreign' else '' end
              || case when relpersistence = 'u' then ' unlogged' else '' end
              || case when relrowsecurity then ' row security' else '' end
              || case when relispartition then ' partition ' || pg_get_expr(relpartbound, oid) else '' end
            from rel where relkind in ('r', 'p', 'f')
            union all
            select 'column ' || rel.name || '.' || quote_ident(a.attname) || ' '
              || row_number() over (partition by a.attrelid order by a.attnum) || ' ' || format_type(a.atttypid, a.atttypmod)
              || case when a.attnotnull then ' not null' else '' end
              || case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end
              || case when a.attgenerated <> '' then ' generated ' || a.attgenerated::text else '' end
              || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
              || case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation else '' end
            from rel join pg_attribute a on a.attrelid = rel.oid and a.attnum > 0 and not a.attisdropped
              join pg_type t on t.oid = a.atttypid
              left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where rel.relkind in ('r', 'p', 'f', 'c')
            union all
            select 'constraint ' || rel.name || '.' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
              || case when k.convalidated then '' else ' (not validated)' end
            from rel join pg_constraint k on k.conrelid = rel.oid
            where k.contype in ('p', 'u', 'f', 'c', 'x') or not k.convalidated
            union all
            select 'index ' || quote_ident(rel.nspname) || '.' || quote_ident(x.relname) || ' ' || pg_get_indexdef(i.indexrelid)
              || case when i.indisvalid and i.indisready and i.indislive then '' else ' (invalid)' end
            from rel join pg_index i on i.indrelid = rel.oid join pg_class x on x.oid = i.indexrelid
            union all
            select 'sequence ' || rel.name || ' ' || format_type(s.seqtypid, null) || ' start ' || s.seqstart || ' by ' || s.seqincrement
              || ' from ' || s.seqmin || ' to ' || s.seqmax || ' cache ' || s.seqcache || case when s.seqcycle then ' cycle' else '' end
            from rel join pg_sequence s on s.seqrelid = rel.oid
            union all
            select case relkind when 'm' then 'materialized view ' else 'view ' end || name || ' ' || pg_get_viewdef(oid)
              || case when relkind = 'm' and not relispopulated then ' (not populated)' else '' end
            from rel where relkind in ('v', 'm')
            union all
            select 'trigger ' || rel.name || '.' || quote_ident(g.tgname) || ' ' || pg_get_triggerdef(g.oid) || ' enabled ' || g.tgenabled::text
            from rel join pg_trigger g on g.tgrelid = rel.oid where not g.tgisinternal
            union all
            select 'foreign key trigger ' || rel.name || ' of ' || quote_ident(k.conname) || ' enabled ' || g.tgenabled::text
            from rel join pg_trigger g on g.tgrelid = rel.oid join pg_constraint k on k.oid = g.tgconstraint
            where g.tgisinternal and g.tgenabled <> 'O'
            union all
            select 'rule ' || rel.name || '.' || quote_ident(r.rulename) || ' ' || pg_get_ruledef(r.oid)
            from rel join pg_rewrite r on r.ev_class = rel.oid where r.rulename <> '_RETURN'
            union all
            select 'policy ' || rel.name || '.' || quote_ident(p.polname) || ' ' || p.polcmd::text || ' ' || p.polpermissive
              || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '')
              || coalesce(' check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
            from rel join pg_policy p on p.polrelid = rel.oid
            union all
            select 'enum ' || quote_ident(own.nspname) || '.' || quote_ident(t.typname) || ' '
              || (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
            from pg_type t join own on own.oid = t.typnamespace
            where t.typtype = 'e' and not exists (select from member m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
            union all
            select 'domain ' || quote_ident(own.nspname) || '.' || quote_ident(t.typname) || ' ' || format_type(t.typbasetype, t.typtypmod)
              || case when t.typnotnull then ' not null' else '' end || coalesce(' default ' || t.typdefault, '')
              || coalesce((select ' ' || string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname) from pg_constraint k
                           where k.contypid = t.oid and k.contype = 'c'), '')
            from pg_type t join own on own.oid = t.typnamespace
            where t.typtype = 'd' and not exists (select from member m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
            union all
            select p.prokind::text || ' function ' || p.oid::regprocedure || ' '
              || case when p.prokind = 'a' then 'aggregate' else pg_get_functiondef(p.oid) end
            from pg_proc p join own on own.oid = p.pronamespace
            where not exists (select from member m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
            """;

    private FingerprintQuery() {}

    /** The connection is in autocommit mode before and after. */
    static Fingerprint read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            // With nothing on the path every name is written in full, whatever the session's own path.
            statement.execute("set local search_path = ''");
            return Fingerprint.of(Catalog.texts(connection, LINES).stream()
                    .map(line -> line.replace("\n", "\\n"))
                    .toList());
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
