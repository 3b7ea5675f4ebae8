-- A schema with something of every class of object that a fingerprint covers, for PostgreSQL 14 to 18.
do $$ begin
  if not exists (select from pg_roles where rolname = 'print_owner') then create role print_owner; end if;
  if not exists (select from pg_roles where rolname = 'print_reader') then create role print_reader; end if;
end $$;
create schema app;
comment on schema app is 'the application''s own
second line \ with a backslash';
grant usage on schema app to print_reader;
create extension citext;
create extension pg_trgm schema app;
create extension postgres_fdw;

create type app.status as enum ('pending', 'paid', 'void');
create type app.address as (street text, zip varchar(10));
create domain app.positive as numeric(12, 2) default 1 constraint above_zero check (value > 0);
create type app.period as range (subtype = timestamp);
create collation app.german (provider = libc, locale = 'C');
create function app.twice(i int) returns int language sql immutable as 'select 2 * i';
create function app.noted() returns trigger language plpgsql as $$ begin
  -- a comment with a \ in it
  return new;
end $$;
create procedure app.tidy(days int default 30) language plpgsql as 'begin perform days; end';
create function app.same(a app.address, b app.address) returns boolean language sql immutable as 'select a.zip = b.zip';
create operator app.=== (leftarg = app.address, rightarg = app.address, function = app.same, commutator = operator(app.===));
create aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0');
create function app.to_status(int) returns app.status language sql immutable as $$ select 'paid'::app.status $$;
create cast (int as app.status) with function app.to_status(int);
create text search dictionary app.plain (template = simple, stopwords = english);
create text search configuration app.search (copy = simple);
create function app.audit() returns event_trigger language plpgsql as 'begin end';
create event trigger audit_ddl on ddl_command_end when tag in ('CREATE TABLE') execute function app.audit();
alter event trigger audit_ddl disable;

create table app.donors (
  id bigint generated always as identity primary key,
  email citext not null unique,
  name varchar(80) collate app.german,
  tier varchar(10) default 'none' check (tier in ('none', 'gold', 'it''s, [odd]')),
  letter char(1) check (letter in ('a', 'b')),
  tags text[] default array['a', 'b']::varchar[],
  home app.address,
  made timestamptz not null default '2020-01-01 00:00:00+05:45',
  every interval default '1 day 02:03:04',
  full_name text generated always as (upper(name)) stored,
  note text,
  constraint name_or_mail check (name is not null or email is not null) no inherit
);
alter table app.donors add column gone int;
alter table app.donors drop column gone;
alter table app.donors add column last int;
alter table app.donors alter column note set storage external, alter column note set statistics 500;
alter table app.donors set (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false);
create table app.gifts (
  id serial primary key,
  donor bigint not null references app.donors on delete cascade,
  amount app.positive,
  status app.status not null default 'pending',
  paid tsrange,
  constraint no_overlap exclude using gist (paid with &&)
);
alter table app.gifts add constraint big check (amount < 1000000) not valid;
alter table app.gifts add constraint late foreign key (donor) references app.donors (id) deferrable initially deferred not valid;
create index gifts_donor on app.gifts (donor desc nulls last) include (amount) where status = 'paid';
create index gifts_half on app.gifts ((id / 2));
alter index app.gifts_half alter column 1 set statistics 77;
create index donors_name on app.donors using gin (name app.gin_trgm_ops);
alter table app.donors cluster on donors_pkey;
alter table app.gifts replica identity full;
create unlogged table app.cache (key text primary key, value jsonb);
create statistics app.donor_stats (dependencies, ndistinct) on email, name from app.donors;

create table app.events (id bigint not null, at timestamptz not null, body text, check (id > 0), donor bigint references app.donors)
  partition by range (at);
create table app.events_2020 partition of app.events for values from ('2020-01-01 00:00+00') to ('2021-01-01 00:00+00');
create table app.events_rest partition of app.events default;
create table app.events_2021 (like app.events including all);
alter table app.events_2021 add constraint own_key foreign key (donor) references app.donors;
alter table app.events attach partition app.events_2021 for values from ('2021-01-01 00:00+00') to ('2022-01-01 00:00+00');
alter table app.events add primary key (id, at);
create index events_body on app.events (body);
create table app.base_log (id int, line text not null);
create table app.sub_log (extra int, check (extra > 0)) inherits (app.base_log);

create view app.paid with (security_barrier) as select g.id, g.amount, d.email from app.gifts g join app.donors d on d.id = g.donor
  where g.status = 'paid' and d.tier in ('gold', 'none');
alter view app.paid alter column amount set default 5;
create materialized view app.sums as select donor, sum(amount) as total from app.gifts group by donor;
create unique index sums_donor on app.sums (donor);
create rule no_delete as on delete to app.cache do instead nothing;
create trigger noted before insert or update of amount on app.gifts for each row when (new.amount > 1) execute function app.noted();
create trigger each_event after insert on app.events for each row execute function app.noted();
create trigger off after delete on app.donors for each statement execute function app.noted();
alter table app.donors disable trigger off;
alter table app.gifts enable row level security;
create policy mine on app.gifts as permissive for select to print_reader, print_owner using (donor = 1);
create sequence app.numbers as int increment 5 minvalue 5 maxvalue 1000 start 10 cache 3 cycle;

create foreign data wrapper shelf options (colour 'red');
create server elsewhere foreign data wrapper postgres_fdw options (host '127.0.0.1', dbname 'x');
create user mapping for print_owner server elsewhere options (user 'u', password 'secret');
create foreign table app.remote (id int options (column_name 'key')) server elsewhere options (table_name 't');
create publication gifts_out for table app.gifts, app.donors with (publish = 'insert, update');

alter table app.gifts owner to print_owner;
grant select, insert on app.donors to print_reader;
grant select on app.donors to public;
grant update (name) on app.donors to print_reader with grant option;
grant select on app.cache to print_reader;
revoke select on app.cache from print_reader;
revoke execute on function app.twice(int) from public;
grant usage on sequence app.numbers to print_reader;
alter default privileges in schema app grant select on tables to print_reader;
alter default privileges revoke execute on functions from public;
comment on table app.donors is 'people';
comment on column app.donors.email is 'unique';
comment on constraint name_or_mail on app.donors is 'one of both';
comment on index app.gifts_donor is 'for the list';
comment on function app.twice(int) is 'doubles';
comment on type app.status is 'of a gift';
comment on trigger noted on app.gifts is 'notes';
comment on policy mine on app.gifts is 'own rows';
insert into app.donors (email, name) values ('a@example.org', 'A'), ('b@example.org', 'B');
insert into app.gifts (donor, amount) values (1, 5), (1, 6), (2, 7);
insert into app.events values (1, '2020-05-01', 'x', 1), (2, '2021-05-01', 'y', 2);
