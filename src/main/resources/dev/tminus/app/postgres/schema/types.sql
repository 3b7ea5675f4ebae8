select 'enum ' || name || ' '
  || (select coalesce(string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder), '') from pg_enum e where e.enumtypid = typ.oid)
from typ where typtype = 'e'
union all
select 'domain ' || name || ' ' || format_type(typbasetype, typtypmod) || case when typnotnull then ' not null' else '' end
  || coalesce(' default ' || typdefault, '')
  || case when typcollation <> (select b.typcollation from pg_type b where b.oid = typ.typbasetype)
       then ' collate ' || typcollation::regcollation::text else '' end
from typ where typtype = 'd'
union all
select 'constraint ' || typ.name || '.' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
  || case when k.convalidated then '' else ' (not validated)' end
from typ join pg_constraint k on k.contypid = typ.oid where k.contype = 'c'
union all
select 'range ' || name || ' of ' || r.rngsubtype::regtype::text
  || case when r.rngcollation <> 0 then ' collate ' || r.rngcollation::regcollation::text else '' end
  || ' operator class ' || (pg_identify_object('pg_opclass'::regclass, r.rngsubopc, 0)).identity
  || ' canonical ' || r.rngcanonical::text || ' difference ' || r.rngsubdiff::text
  || ' multirange ' || r.rngmultitypid::regtype::text
from typ join pg_range r on r.rngtypid = typ.oid
union all
select 'type ' || name || ' ' || concat_ws(' ', typlen, typbyval, typcategory::text, typispreferred, typdelim::text, typinput,
    typoutput, typreceive, typsend, typmodin, typmodout, typanalyze, typalign::text, typstorage::text, typelem::regtype::text,
    quote_nullable(typdefault), case when typisdefined then 'defined' else 'shell' end)
from typ where typtype in ('b', 'p') and typelem = 0 or typtype = 'b' and typcategory <> 'A'
union all
select 'extension ' || quote_ident(e.extname) || ' ' || e.extversion || ' in ' || quote_ident(n.nspname)
from pg_extension e join pg_namespace n on n.oid = e.extnamespace
