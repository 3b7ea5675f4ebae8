select case relkind when 'm' then 'materialized view ' else 'view ' end || name || ' ' || pg_get_viewdef(oid)
  || case when relkind = 'm' and not relispopulated then ' (not populated)' else '' end
from rel where relkind in ('v', 'm')
union all
select 'rule ' || rel.name || '.' || quote_ident(r.rulename) || ' ' || pg_get_ruledef(r.oid) || ' enabled ' || r.ev_enabled::text
from rel join pg_rewrite r on r.ev_class = rel.oid where r.rulename <> '_RETURN'
union all
select 'trigger ' || rel.name || '.' || quote_ident(g.tgname) || ' ' || pg_get_triggerdef(g.oid) || ' enabled ' || g.tgenabled::text
from rel join pg_trigger g on g.tgrelid = rel.oid where not g.tgisinternal or g.tgparentid <> 0 and g.tgconstraint = 0
union
select 'foreign key trigger ' || rel.name || ' of ' || quote_ident(k.conname) || ' enabled ' || g.tgenabled::text
from rel join pg_trigger g on g.tgrelid = rel.oid join pg_constraint k on k.oid = g.tgconstraint
where g.tgisinternal and g.tgenabled <> 'O'
union all
select 'policy ' || rel.name || '.' || quote_ident(p.polname) || case when p.polpermissive then ' permissive' else ' restrictive' end
  || ' for ' || p.polcmd::text || ' to '
  || (select string_agg(case r when 0 then 'public' else quote_ident(pg_get_userbyid(r)) end, ', '
        order by case r when 0 then 'public' else pg_get_userbyid(r) end) from unnest(p.polroles) r)
  || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '')
  || coalesce(' check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
from rel join pg_policy p on p.polrelid = rel.oid
union all
select 'function ' || own.name || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ') '
  || case when p.prokind = 'a' then 'aggregate returns ' || p.prorettype::regtype::text || ' parallel ' || p.proparallel::text || ' '
       || (select concat_ws(' ', a.aggkind::text, a.aggnumdirectargs, a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn,
             a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn, a.aggfinalextra, a.aggmfinalextra,
             a.aggfinalmodify::text, a.aggmfinalmodify::text, a.aggsortop::regoperator::text, a.aggtranstype::regtype::text,
             a.aggtransspace, a.aggmtranstype::regtype::text, a.aggmtransspace, quote_nullable(a.agginitval),
             quote_nullable(a.aggminitval))
          from pg_aggregate a where a.aggfnoid = p.oid)
     else pg_get_functiondef(p.oid) end
from pg_proc p join own on own.oid = p.pronamespace
where not exists (select from member m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
union all
select 'event trigger ' || quote_ident(e.evtname) || ' on ' || e.evtevent || ' calls ' || e.evtfoid::regproc::text
  || coalesce(' when ' || array_to_string(e.evttags, ', '), '') || ' enabled ' || e.evtenabled::text
from pg_event_trigger e
where not exists (select from member m where m.classid = 'pg_event_trigger'::regclass and m.objid = e.oid)
