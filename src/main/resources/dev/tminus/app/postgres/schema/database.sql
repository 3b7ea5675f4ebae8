-- What belongs to the database itself, or to its server, and not to what lies in it: a dump does not carry it along.
select 'database owner ' || quote_ident(pg_get_userbyid(datdba)) from pg_database where datname = current_database()
union all
select 'database encoding ' || pg_encoding_to_char(encoding) || ' collate ' || datcollate || ' ctype ' || datctype
from pg_database where datname = current_database()
union all
select 'database connection limit ' || datconnlimit from pg_database where datname = current_database()
union all
select 'database comment ' || quote_literal(shobj_description(oid, 'pg_database')) from pg_database
where datname = current_database() and shobj_description(oid, 'pg_database') is not null
union all
select 'database grant to ' || case x.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(x.grantee)) end || ': '
  || string_agg(x.privilege_type || case when x.is_grantable then ' with grant option' else '' end, ', ' order by x.privilege_type)
from pg_database d cross join aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x
where d.datname = current_database() and x.grantee <> d.datdba group by x.grantee
union all
select 'database setting ' || coalesce('of role ' || quote_ident(r.rolname) || ' ', '')
  || case s.setdatabase when 0 then 'everywhere ' else '' end || c
from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole cross join unnest(s.setconfig) c
where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
union all
select 'subscription ' || quote_ident(subname) || case when subenabled then ' enabled' else ' disabled' end
  || ' to ' || array_to_string(subpublications, ', ') || coalesce(' slot ' || subslotname, '') || ' commit ' || subsynccommit
from pg_subscription where subdbid = (select oid from pg_database where datname = current_database())
