-- Every object that can be dropped: its number (of catalog, object and column), kind, name, how it is dropped, and the
-- relation it is a part of. The kinds' numbers are the order in which they go.
select 'pg_publication', p.oid, 0, '0 publication', quote_ident(p.pubname), format('drop publication %I', p.pubname), 0::oid from pg_publication p
union all
select 'pg_event_trigger', e.oid, 0, '0 event trigger', quote_ident(e.evtname), format('drop event trigger %I', e.evtname), 0 from pg_event_trigger e
union all
select 'pg_policy', p.oid, 0, '1 policy', rel.name || '.' || quote_ident(p.polname), format('drop policy %I on %s', p.polname, rel.name), rel.oid
from pg_policy p join rel on rel.oid = p.polrelid
union all
select 'pg_trigger', g.oid, 0, '1 trigger', rel.name || '.' || quote_ident(g.tgname), format('drop trigger %I on %s', g.tgname, rel.name), rel.oid
from pg_trigger g join rel on rel.oid = g.tgrelid where not g.tgisinternal and g.tgparentid = 0
union all
select 'pg_rewrite', r.oid, 0, '1 rule', rel.name || '.' || quote_ident(r.rulename), format('drop rule %I on %s', r.rulename, rel.name), rel.oid
from pg_rewrite r join rel on rel.oid = r.ev_class where r.rulename <> '_RETURN'
union all
select 'pg_class', oid, 0, case relkind when 'v' then '2 view' else '2 materialized view' end, name,
  format('drop %s if exists %s', case relkind when 'v' then 'view' else 'materialized view' end, name), 0 from rel where relkind in ('v', 'm')
union all
select 'pg_constraint', k.oid, 0, case k.contype when 'f' then '3 foreign key' else '4 constraint' end, rel.name || '.' || quote_ident(k.conname),
  format('alter table %s drop constraint if exists %I', rel.name, k.conname), rel.oid
from pg_constraint k join rel on rel.oid = k.conrelid where k.contype in ('p', 'u', 'c', 'x', 'f') and k.conparentid = 0 and k.conislocal
union all
select 'pg_constraint', k.oid, 0, '4 domain constraint', typ.name || '.' || quote_ident(k.conname),
  format('alter domain %s drop constraint if exists %I', typ.name, k.conname), 0
from pg_constraint k join typ on typ.oid = k.contypid where k.contype = 'c'
union all
select 'pg_class', x.oid, 0, '5 index', rel.schema || '.' || quote_ident(x.relname), format('drop index if exists %s.%I', rel.schema, x.relname), rel.oid
from pg_index i join rel on rel.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
where not exists (select from pg_constraint k where k.conindid = x.oid and k.contype in ('p', 'u', 'x')) and not x.relispartition
union all
select 'pg_statistic_ext', s.oid, 0, '5 statistics', own.name || '.' || quote_ident(s.stxname), format('drop statistics if exists %s.%I', own.name, s.stxname), s.stxrelid
from pg_statistic_ext s join own on own.oid = s.stxnamespace
union all
select 'pg_class', rel.oid, a.attnum::int, '6 column', rel.name || '.' || quote_ident(a.attname), format('alter table %s drop column %I', rel.name, a.attname), rel.oid
from rel join pg_attribute a on a.attrelid = rel.oid and a.attnum > 0 and not a.attisdropped and a.attislocal where rel.relkind in ('r', 'p', 'f')
union all
select 'pg_class', oid, 0, case relkind when 'f' then '7 foreign table' else '7 table' end, name,
  format('drop %s if exists %s', case relkind when 'f' then 'foreign table' else 'table' end, name), 0 from rel where relkind in ('r', 'p', 'f')
union all
select 'pg_class', rel.oid, 0, '8 sequence', rel.name, format('drop sequence if exists %s', rel.name),
  coalesce((select d.refobjid from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = rel.oid
     and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') limit 1), 0)
from rel where relkind = 'S'
union all
select 'pg_proc', p.oid, 0, '9 function', p.oid::regprocedure::text, 'drop routine if exists ' || p.oid::regprocedure::text, 0
from pg_proc p join own on own.oid = p.pronamespace where not exists (select from member m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
union all
select 'pg_type', typ.oid, 0, 'a type', typ.name, format('drop %s if exists %s', case typtype when 'd' then 'domain' else 'type' end, typ.name), 0
from typ where typtype in ('e', 'd', 'r', 'b') and typcategory <> 'A' or typtype = 'c' and exists (select from rel where rel.oid = typ.typrelid and rel.relkind = 'c')
union all
select 'pg_extension', e.oid, 0, 'b extension', quote_ident(e.extname), format('drop extension if exists %I', e.extname), 0 from pg_extension e
union all
select 'pg_namespace', own.oid, 0, 'c schema', own.name, format('drop schema if exists %s', own.name), 0 from own
