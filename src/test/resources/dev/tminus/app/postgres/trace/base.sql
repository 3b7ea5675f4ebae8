-- The database every footprint of footprints.txt is taken in. Nothing may run beside it, so autovacuum is off.
create type mood as enum ('sad', 'glad');
create table donors (id int primary key, name text not null, email varchar(100), age int) with (autovacuum_enabled = off);
create table gifts (
    id int primary key,
    donor_id int not null constraint gifts_donor references donors,
    net int,
    note varchar(50),
    made date not null default '2026-01-01',
    feeling mood
) with (autovacuum_enabled = off);
create index gifts_net on gifts (net);
create index gifts_note on gifts (note);
alter table gifts add constraint gifts_net_positive check (net >= 0) not valid;
create table refunds (id int primary key, gift_id int, sum numeric(8,2)) with (autovacuum_enabled = off);
alter table refunds add constraint refunds_gift foreign key (gift_id) references gifts not valid;
create table notes (id int not null, label text) with (autovacuum_enabled = off);
create unique index notes_id on notes (id);
create view big_gifts as select id, net from gifts where net > 100;
create materialized view totals as select donor_id, sum(net) as total from gifts group by donor_id with no data;
create unique index totals_donor on totals (donor_id);
create table events (id int, day date not null) partition by range (day);
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01') with (autovacuum_enabled = off);
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01') with (autovacuum_enabled = off);
create table events_2027 (id int, day date not null) with (autovacuum_enabled = off);
create sequence tickets;
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger gifts_touch before insert on gifts for each row execute function touch();
create policy own on notes using (true);
insert into donors select n, 'donor ' || n, n || '@example.org', n % 90 from generate_series(1, 1000) n;
insert into gifts select n, 1 + n % 1000, n, 'note ' || n, '2026-01-01', 'glad' from generate_series(1, 2000) n;
insert into refunds select n, n, 1 from generate_series(1, 300) n;
insert into notes select n, 'label ' || n from generate_series(1, 500) n;
insert into events select n, date '2025-01-01' + n % 700 from generate_series(1, 700) n;
insert into events_2027 select n, date '2027-01-01' + n from generate_series(1, 100) n;
refresh materialized view totals;
analyze;
