select 'schema ' || name from own
 where not exists (select from member m where m.classid = 'pg_namespace'::regclass and m.objid = own.oid)
union all
select 'table ' || name
  || case relkind when 'p' then ' partitioned by ' || pg_get_partkeydef(oid) when 'f' then ' foreign' else '' end
  || case relpersistence when 'u' then ' unlogged' else '' end
  || case when reloftype <> 0 then ' of ' || reloftype::regtype::text else '' end
  || case when relrowsecurity then ' row security' else '' end
  || case when relforcerowsecurity then ' forced row security' else '' end
  || case relreplident when 'n' then ' replica identity nothing' when 'f' then ' replica identity full'
       when 'i' then ' replica identity index' else '' end
  || case when relispartition then ' partition ' || pg_get_expr(relpartbound, oid) else '' end
from rel where relkind in ('r', 'p', 'f')
union all
select 'options of ' || name || ' '
  || concat_ws(', ',
       (select string_agg(o, ', ' order by o) from unnest(reloptions) o),
       (select string_agg('toast.' || o, ', ' order by o) from pg_class t, unnest(t.reloptions) o where t.oid = rel.reltoastrelid))
from rel where relkind in ('r', 'p', 'f', 'v', 'm')
 and (reloptions is not null or exists (select from pg_class t where t.oid = rel.reltoastrelid and t.reloptions is not null))
union all
select 'access method of ' || rel.name || ' ' || quote_ident(am.amname)
from rel join pg_am am on am.oid = rel.relam where rel.relkind in ('r', 'p', 'm') and am.amname <> 'heap'
union all
select 'tablespace of ' || rel.name || ' ' || quote_ident(spcname)
from rel join pg_tablespace s on s.oid = rel.reltablespace where rel.relkind <> 't'
union all
select 'parent of ' || rel.name || ' ' || i.inhseqno || ' ' || i.inhparent::regclass::text
  || case when i.inhdetachpending then ' (being detached)' else '' end
from rel join pg_inherits i on i.inhrelid = rel.oid where rel.relkind in ('r', 'p', 'f', 'i', 'I')
union all
select 'foreign table ' || rel.name || ' on ' || quote_ident(s.srvname)
  || coalesce(' options ' || (select string_agg(o, ', ' order by o) from unnest(f.ftoptions) o), '')
from rel join pg_foreign_table f on f.ftrelid = rel.oid join pg_foreign_server s on s.oid = f.ftserver
