-- What belongs to the application: stands before every query of this folder.
-- Left out: PostgreSQL's own objects, members of extensions, the schema tminus, the records of migration tools.
with own as (
  select oid, nspname, quote_ident(nspname) as name from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', 'tminus')
), member as (
  select classid, objid from pg_depend where deptype = 'e'
), rel as (
  select c.*, own.name as schema, own.name || '.' || quote_ident(c.relname) as name
  from pg_class c join own on own.oid = c.relnamespace
  where c.relname not in ('_prisma_migrations', 'tminus_migrations')
    and not exists (select from member m where m.classid = 'pg_class'::regclass and m.objid = c.oid)
), typ as (
  select t.*, own.name || '.' || quote_ident(t.typname) as name
  from pg_type t join own on own.oid = t.typnamespace
  where not exists (select from member m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
)
