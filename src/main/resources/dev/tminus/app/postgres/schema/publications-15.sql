select 'publication ' || quote_ident(p.pubname) || case when p.puballtables then ' for all tables' else '' end
  || ' of ' || concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
       case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end)
  || case when p.pubviaroot then ' via root' else '' end
  || coalesce(' generated columns ' || nullif(to_jsonb(p) ->> 'pubgencols', 'n'), '')
from pg_publication p
union all
select 'publication table ' || quote_ident(p.pubname) || ' ' || r.prrelid::regclass::text
  || coalesce(' (' || (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
        where a.attrelid = r.prrelid and a.attnum = any (r.prattrs::int2[])) || ')', '')
  || coalesce(' where ' || pg_get_expr(r.prqual, r.prrelid), '')
from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
union all
select 'publication schema ' || quote_ident(p.pubname) || ' ' || quote_ident(n.nspname)
from pg_publication_namespace s join pg_publication p on p.oid = s.pnpubid join pg_namespace n on n.oid = s.pnnspid
