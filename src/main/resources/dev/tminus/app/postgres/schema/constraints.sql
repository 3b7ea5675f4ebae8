-- Foreign keys that partitions have from their parent follow from it, under names that differ after a restore.
-- From 18 on NOT NULL is a constraint too: it has a line here only where the column's line does not say it all.
select 'constraint ' || rel.name || '.' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
  || case when k.convalidated then '' else ' (not validated)' end
  || case when k.conislocal or rel.relispartition then '' else ' inherited' end
from rel join pg_constraint k on k.conrelid = rel.oid
where k.contype in ('p', 'u', 'c', 'x') or k.contype = 'f' and k.conparentid = 0
  or k.contype = 'n' and (not k.convalidated or k.connoinherit or k.conname <> rel.relname || '_'
       || (select attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) || '_not_null')
union all
select 'index ' || rel.schema || '.' || quote_ident(x.relname) || ' ' || pg_get_indexdef(i.indexrelid)
  || case when i.indisvalid and i.indisready and i.indislive then '' else ' (invalid)' end
  || case when i.indisclustered then ' clustered' else '' end
  || case when i.indisreplident then ' replica identity' else '' end
  || coalesce(' tablespace ' || (select quote_ident(spcname) from pg_tablespace s where s.oid = x.reltablespace), '')
  || coalesce(' part of ' || (select h.inhparent::regclass::text from pg_inherits h where h.inhrelid = x.oid), '')
  || coalesce(' statistics ' || (select string_agg(a.attnum || ': ' || a.attstattarget, ', ' order by a.attnum)
                from pg_attribute a where a.attrelid = x.oid and coalesce(a.attstattarget, -1) <> -1), '')
from rel join pg_index i on i.indrelid = rel.oid join pg_class x on x.oid = i.indexrelid
union all
select 'sequence ' || rel.name || ' ' || format_type(s.seqtypid, null) || ' start ' || s.seqstart || ' by ' || s.seqincrement
  || ' from ' || s.seqmin || ' to ' || s.seqmax || ' cache ' || s.seqcache || case when s.seqcycle then ' cycle' else '' end
  || case rel.relpersistence when 'u' then ' unlogged' else '' end
  || coalesce((select ' owned by ' || d.refobjid::regclass::text || '.' || quote_ident(a.attname)
        from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
        where d.classid = 'pg_class'::regclass and d.objid = rel.oid and d.refclassid = 'pg_class'::regclass
          and d.refobjsubid > 0 and d.deptype in ('a', 'i')), '')
from rel join pg_sequence s on s.seqrelid = rel.oid
union all
select 'statistics ' || own.name || '.' || quote_ident(s.stxname) || ' ' || pg_get_statisticsobjdef(s.oid)
  || case when coalesce(s.stxstattarget, -1) <> -1 then ' statistics ' || s.stxstattarget else '' end
from pg_statistic_ext s join own on own.oid = s.stxnamespace join rel on rel.oid = s.stxrelid
