select 'comment on ' || i.type || ' ' || i.identity || ' ' || quote_literal(d.description)
from pg_description d cross join pg_identify_object(d.classoid, d.objoid, d.objsubid) i
where (d.objoid >= 16384 or d.classoid = 'pg_namespace'::regclass and d.objoid in (select oid from own))
  and d.classoid <> 'pg_largeobject'::regclass
  and not exists (select from member m where m.classid = d.classoid and m.objid = d.objoid)
  and (i.schema is null or i.schema in (select nspname from own))
  and i.identity !~ '(^|on )tminus(\.|$)' and i.identity !~ '\.(_prisma_migrations|tminus_migrations)\M'
