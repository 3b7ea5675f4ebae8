select 'publication ' || quote_ident(p.pubname) || case when p.puballtables then ' for all tables' else '' end
  || ' of ' || concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
       case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end)
  || case when p.pubviaroot then ' via root' else '' end
from pg_publication p
union all
select 'publication table ' || quote_ident(p.pubname) || ' ' || r.prrelid::regclass::text
from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
