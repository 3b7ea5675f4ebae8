-- Object classes that few databases have. What has no schema counts from the first number that is not PostgreSQL's own.
select 'operator ' || o.oid::regoperator::text || ' ' || concat_ws(' ', o.oprcode, 'commutator', o.oprcom::regoperator::text, 'negator',
    o.oprnegate::regoperator::text, 'estimates', o.oprrest, o.oprjoin, case when o.oprcanmerge then 'merges' end,
    case when o.oprcanhash then 'hashes' end)
from pg_operator o join own on own.oid = o.oprnamespace
where not exists (select from member m where m.classid = 'pg_operator'::regclass and m.objid = o.oid)
union all
select 'operator class ' || (pg_identify_object('pg_opclass'::regclass, c.oid, 0)).identity || ' for ' || c.opcintype::regtype::text
  || ' family ' || (pg_identify_object('pg_opfamily'::regclass, c.opcfamily, 0)).identity
  || case when c.opcdefault then ' default' else '' end || ' key ' || c.opckeytype::regtype::text
from pg_opclass c join own on own.oid = c.opcnamespace
where not exists (select from member m where m.classid = 'pg_opclass'::regclass and m.objid = c.oid)
union all
select 'operator family ' || (pg_identify_object('pg_opfamily'::regclass, f.oid, 0)).identity || ' '
  || concat_ws(', ',
      (select string_agg(concat_ws(' ', 'operator', o.amopstrategy, o.amoppurpose::text, o.amopopr::regoperator::text), ', '
         order by o.amopstrategy, o.amopopr::regoperator::text) from pg_amop o where o.amopfamily = f.oid),
      (select string_agg(concat_ws(' ', 'function', p.amprocnum, p.amproclefttype::regtype, p.amprocrighttype::regtype, p.amproc::regprocedure),
         ', ' order by p.amprocnum, p.amproc::regprocedure::text) from pg_amproc p where p.amprocfamily = f.oid))
from pg_opfamily f join own on own.oid = f.opfnamespace
where not exists (select from member m where m.classid = 'pg_opfamily'::regclass and m.objid = f.oid)
union all
select 'cast ' || c.castsource::regtype::text || ' as ' || c.casttarget::regtype::text || ' '
  || concat_ws(' ', c.castfunc::regprocedure, c.castcontext::text, c.castmethod::text)
from pg_cast c where c.oid >= 16384 and not exists (select from member m where m.classid = 'pg_cast'::regclass and m.objid = c.oid)
union all
select 'collation ' || own.name || '.' || quote_ident(c.collname) || ' '
  || (to_jsonb(c) - 'oid' - 'collname' - 'collnamespace' - 'collowner' - 'collversion')::text
from pg_collation c join own on own.oid = c.collnamespace
where not exists (select from member m where m.classid = 'pg_collation'::regclass and m.objid = c.oid)
union all
select 'conversion ' || own.name || '.' || quote_ident(c.conname) || ' ' || pg_encoding_to_char(c.conforencoding) || ' to '
  || pg_encoding_to_char(c.contoencoding) || ' by ' || c.conproc::text || case when c.condefault then ' default' else '' end
from pg_conversion c join own on own.oid = c.connamespace
where not exists (select from member m where m.classid = 'pg_conversion'::regclass and m.objid = c.oid)
union all
select 'text search parser ' || own.name || '.' || quote_ident(p.prsname) || ' '
  || concat_ws(' ', p.prsstart, p.prstoken, p.prsend, p.prsheadline, p.prslextype)
from pg_ts_parser p join own on own.oid = p.prsnamespace
where not exists (select from member m where m.classid = 'pg_ts_parser'::regclass and m.objid = p.oid)
union all
select 'text search template ' || own.name || '.' || quote_ident(t.tmplname) || ' ' || concat_ws(' ', t.tmplinit, t.tmpllexize)
from pg_ts_template t join own on own.oid = t.tmplnamespace
where not exists (select from member m where m.classid = 'pg_ts_template'::regclass and m.objid = t.oid)
union all
select 'text search dictionary ' || own.name || '.' || quote_ident(d.dictname) || ' '
  || (pg_identify_object('pg_ts_template'::regclass, d.dicttemplate, 0)).identity || coalesce(' ' || d.dictinitoption, '')
from pg_ts_dict d join own on own.oid = d.dictnamespace
where not exists (select from member m where m.classid = 'pg_ts_dict'::regclass and m.objid = d.oid)
union all
select 'text search configuration ' || own.name || '.' || quote_ident(c.cfgname) || ' '
  || (pg_identify_object('pg_ts_parser'::regclass, c.cfgparser, 0)).identity || coalesce(' '
  || (select string_agg(m.maptokentype || ': ' || m.mapdict::regdictionary::text, ', ' order by m.maptokentype, m.mapseqno)
      from pg_ts_config_map m where m.mapcfg = c.oid), '')
from pg_ts_config c join own on own.oid = c.cfgnamespace
where not exists (select from member m where m.classid = 'pg_ts_config'::regclass and m.objid = c.oid)
union all
select 'language ' || quote_ident(l.lanname) || case when l.lanpltrusted then ' trusted ' else ' ' end
  || concat_ws(' ', l.lanplcallfoid::regproc, l.laninline::regproc, l.lanvalidator::regproc)
from pg_language l where l.oid >= 16384 and not exists (select from member m where m.classid = 'pg_language'::regclass and m.objid = l.oid)
union all
select 'transform for ' || t.trftype::regtype::text || ' language ' || (select quote_ident(lanname) from pg_language l where l.oid = t.trflang)
  || ' ' || concat_ws(' ', t.trffromsql, t.trftosql)
from pg_transform t where not exists (select from member m where m.classid = 'pg_transform'::regclass and m.objid = t.oid)
union all
select 'access method ' || quote_ident(a.amname) || ' ' || a.amtype::text || ' ' || a.amhandler::text
from pg_am a where a.oid >= 16384 and not exists (select from member m where m.classid = 'pg_am'::regclass and m.objid = a.oid)
union all
select 'foreign data wrapper ' || quote_ident(f.fdwname) || ' ' || concat_ws(' ', f.fdwhandler::regproc, f.fdwvalidator::regproc)
  || coalesce(' options ' || (select string_agg(o, ', ' order by o) from unnest(f.fdwoptions) o), '')
from pg_foreign_data_wrapper f
where not exists (select from member m where m.classid = 'pg_foreign_data_wrapper'::regclass and m.objid = f.oid)
union all
select 'server ' || quote_ident(s.srvname) || ' ' || quote_ident(f.fdwname) || coalesce(' type ' || s.srvtype, '')
  || coalesce(' version ' || s.srvversion, '')
  || coalesce(' options ' || (select string_agg(o, ', ' order by o) from unnest(s.srvoptions) o), '')
from pg_foreign_server s join pg_foreign_data_wrapper f on f.oid = s.srvfdw
where not exists (select from member m where m.classid = 'pg_foreign_server'::regclass and m.objid = s.oid)
union all
-- Of the options of a mapping the names alone: passwords are among the values.
select 'user mapping on ' || quote_ident(u.srvname) || ' for ' || quote_ident(u.usename)
  || coalesce(' options ' || (select string_agg(split_part(o, '=', 1), ', ' order by o) from unnest(u.umoptions) o), '')
from pg_user_mappings u
union all
select 'security label ' || provider || ' on ' || objtype || ' ' || objname || ' ' || quote_literal(label)
from pg_seclabels where objtype not in ('large object', 'role', 'database', 'tablespace')
