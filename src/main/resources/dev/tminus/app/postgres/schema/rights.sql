-- Privileges as differences from what an owner and everybody have anyway, so that "none said" and "the usual ones said"
-- are the same.
, thing as (
  select 'pg_namespace'::regclass::oid as class, n.oid, 0 as sub, n.nspowner as owner, n.nspacl as acl, 'n'::"char" as kind
    from pg_namespace n join own on own.oid = n.oid
  union all select 'pg_class'::regclass, oid, 0, relowner, relacl, case relkind when 'S' then 's'::"char" else 'r' end
    from rel where relkind in ('r', 'p', 'f', 'v', 'm', 'S')
  union all select 'pg_class'::regclass, rel.oid, a.attnum, rel.relowner, a.attacl, 'c'
    from rel join pg_attribute a on a.attrelid = rel.oid where a.attacl is not null and not a.attisdropped
  union all select 'pg_proc'::regclass, p.oid, 0, p.proowner, p.proacl, 'f' from pg_proc p join own on own.oid = p.pronamespace
  union all select 'pg_type'::regclass, oid, 0, typowner, typacl, 'T' from typ
    where typtype in ('e', 'd', 'r', 'b') and typcategory <> 'A'
      or typtype = 'c' and exists (select from rel where rel.oid = typ.typrelid and rel.relkind = 'c')
  union all select 'pg_language'::regclass, oid, 0, lanowner, lanacl, 'l' from pg_language where lanispl
  union all select 'pg_foreign_data_wrapper'::regclass, oid, 0, fdwowner, fdwacl, 'F' from pg_foreign_data_wrapper
  union all select 'pg_foreign_server'::regclass, oid, 0, srvowner, srvacl, 'S' from pg_foreign_server
  union all select 'pg_operator'::regclass, o.oid, 0, o.oprowner, null, null from pg_operator o join own on own.oid = o.oprnamespace
  union all select 'pg_opclass'::regclass, o.oid, 0, o.opcowner, null, null from pg_opclass o join own on own.oid = o.opcnamespace
  union all select 'pg_opfamily'::regclass, o.oid, 0, o.opfowner, null, null from pg_opfamily o join own on own.oid = o.opfnamespace
  union all select 'pg_collation'::regclass, c.oid, 0, c.collowner, null, null from pg_collation c join own on own.oid = c.collnamespace
  union all select 'pg_conversion'::regclass, c.oid, 0, c.conowner, null, null from pg_conversion c join own on own.oid = c.connamespace
  union all select 'pg_ts_dict'::regclass, d.oid, 0, d.dictowner, null, null from pg_ts_dict d join own on own.oid = d.dictnamespace
  union all select 'pg_ts_config'::regclass, c.oid, 0, c.cfgowner, null, null from pg_ts_config c join own on own.oid = c.cfgnamespace
  union all select 'pg_statistic_ext'::regclass, s.oid, 0, s.stxowner, null, null from pg_statistic_ext s join own on own.oid = s.stxnamespace
  union all select 'pg_publication'::regclass, oid, 0, pubowner, null, null from pg_publication
  union all select 'pg_event_trigger'::regclass, oid, 0, evtowner, null, null from pg_event_trigger
), named as (
  select thing.*, i.type || ' ' || i.identity as name
  from thing cross join pg_identify_object(thing.class, thing.oid, thing.sub) i
  where not exists (select from member m where m.classid = thing.class and m.objid = thing.oid)
), had as (
  select name, x.grantor, x.grantee, x.privilege_type, x.is_grantable, owner
  from named cross join aclexplode(coalesce(acl, acldefault(kind, owner))) x where kind is not null
), usual as (
  select name, x.grantor, x.grantee, x.privilege_type, x.is_grantable, owner
  from named cross join aclexplode(acldefault(kind, owner)) x where kind is not null
), differing as (
  (select 'grant' as what, * from had except select 'grant', * from usual)
  union all (select 'revoke', * from usual except select 'revoke', * from had)
)
select 'owner of ' || name || ' ' || quote_ident(pg_get_userbyid(owner)) from named where sub = 0
union all
select what || ' ' || name || case what when 'grant' then ' to ' else ' from ' end
  || case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end || ': '
  || string_agg(privilege_type || case when is_grantable and grantee <> owner then ' with grant option' else '' end, ', '
       order by privilege_type, is_grantable)
  || case when grantor <> owner then ' by ' || quote_ident(pg_get_userbyid(grantor)) else '' end
from differing group by what, name, owner, grantor, grantee
union all
select 'default grant by ' || quote_ident(pg_get_userbyid(d.defaclrole))
  || coalesce(' in ' || (select name from own where own.oid = d.defaclnamespace), '') || ' on ' || d.defaclobjtype::text || ' '
  || (select coalesce(string_agg(x.text, ', ' order by x.text collate "C"), 'none') from (
        select case e.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(e.grantee)) end || ' ' || e.privilege_type
          || case when e.is_grantable then ' with grant option' else '' end as text
        from aclexplode(d.defaclacl) e) x)
from pg_default_acl d where d.defaclnamespace = 0 or d.defaclnamespace in (select oid from own)
