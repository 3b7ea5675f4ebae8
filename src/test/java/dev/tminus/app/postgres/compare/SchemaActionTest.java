package dev.tminus.app.postgres.compare;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaActionTest {

    private static final String SCHEMA = """
            create type status as enum ('pending', 'paid');
            create table donors (id int generated always as identity primary key, email text not null unique);
            create table gifts (id serial primary key, donor int not null references donors, amount numeric(12, 2) default 0,
              status status not null default 'pending', check (amount >= 0));
            create index gifts_donor on gifts (donor) where status = 'paid';
            create view paid as select id, amount from gifts where status = 'paid';
            create function twice(i int) returns int language sql as 'select 2 * i';
            create function noted() returns trigger language plpgsql as 'begin return new; end';
            create trigger noted before insert on gifts for each row execute function noted();
            create domain positive as int check (value > 0);
            """;

    @TempDir
    Path folder;

    private final SchemaAction action = new SchemaAction();

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with(SCHEMA);

    @Test
    void a_schema_as_wanted_passes_and_is_listed() {
        Outcome outcome = action.perform(context()
                .with("tables", List.of("gifts", "public.donors"))
                .with("no_invalid_indexes", true)
                .with("no_unvalidated_constraints", true));

        assertThat(((Outcome.Done) outcome).result().map())
                .containsEntry("tables", List.of("public.donors", "public.gifts"))
                .containsEntry("foreign_keys", List.of("public.gifts.gifts_donor_fkey -> donors"))
                .containsEntry("invalid_indexes", List.of());
    }

    @Test
    void everything_that_is_missing_or_half_done_is_named_at_once() throws SQLException {
        own.execute("alter table gifts add constraint big check (amount < 100) not valid");
        own.execute("insert into donors (email) values ('a'), ('b')");
        breakIndex();

        Outcome outcome = action.perform(context()
                .with("tables", List.of("gifts", "receipts", "gifts_donor", "Gifts"))
                .with("no_invalid_indexes", true)
                .with("no_unvalidated_constraints", true));

        assertThat(reason(outcome))
                .contains("not there: receipts, gifts_donor, Gifts.")
                .contains("invalid: public.donors_once.")
                .contains("not validated: public.gifts.big.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table gifts add column net_amount numeric",
                "alter table donors alter column email type varchar(80)",
                "alter table gifts alter column amount drop default",
                "alter table gifts alter column donor drop not null",
                "alter table gifts drop constraint gifts_donor_fkey",
                "alter table donors rename column email to mail",
                "drop index gifts_donor; create index gifts_donor on gifts (donor)",
                "alter type status add value 'refunded'",
                "alter type status rename value 'paid' to 'done'",
                "alter sequence gifts_id_seq increment 2",
                "create or replace view paid as select id, amount from gifts where status <> 'paid'",
                "create or replace function twice(i int) returns int language sql as 'select 3 * i'",
                "alter table gifts disable trigger noted",
                "alter table gifts disable trigger all",
                "alter domain positive drop constraint positive_check",
                "alter table gifts enable row level security",
                "create schema other",
                "create table other_table ()"
            })
    void a_change_of_the_schema_is_seen(String change) throws SQLException {
        SchemaPrint before = SchemaPrint.of(own.connection());

        own.execute(change);

        assertThat(SchemaPrint.of(own.connection()).differenceFrom(before)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into donors (email) values ('a')",
                "select nextval('gifts_id_seq')",
                "analyze",
                "vacuum full gifts",
                "reindex table gifts",
                "alter table gifts add column x int; alter table gifts drop column x",
                "set search_path = pg_catalog",
                "create temp table t ()",
                "create table _prisma_migrations (id int primary key)"
            })
    void what_is_no_change_of_the_schema_is_not_taken_for_one(String change) throws SQLException {
        SchemaPrint before = SchemaPrint.of(own.connection());

        own.execute(change);

        assertThat(SchemaPrint.of(own.connection()).differenceFrom(before)).isEmpty();
    }

    @Test
    void a_copy_has_the_same_fingerprint() throws SQLException {
        String copy = TestServer.newDatabase();
        try (Connection other = TestServer.connect(copy)) {
            execute(other, SCHEMA);

            assertThat(SchemaPrint.of(other)).isEqualTo(SchemaPrint.of(own.connection()));
        }
    }

    @Test
    void a_difference_from_an_earlier_step_is_listed_line_by_line() throws SQLException {
        ScriptedContext first = context().step("look");
        action.perform(first);
        own.execute("alter table gifts add column net_amount numeric; drop view paid");

        Outcome outcome =
                action.perform(context().of(first.run()).step("verify").with("same_as", "look"));

        assertThat(reason(outcome))
                .startsWith("The schema is not the same as look:\n")
                .contains("+ column public.gifts.net_amount numeric")
                .contains("- view public.paid ");
    }

    @Test
    void drift_from_the_schema_that_was_rehearsed_is_listed() throws SQLException {
        done(action.perform(context().with("save", "rehearsed.lines")));
        done(action.perform(context().with("same_as_file", "rehearsed.lines")));

        own.execute("create index by_hand on gifts (amount)");

        assertThat(reason(action.perform(context().with("same_as_file", "rehearsed.lines"))))
                .isEqualTo("The schema is not the same as rehearsed.lines:\n"
                        + "+ index public.by_hand CREATE INDEX by_hand ON public.gifts USING btree (amount)");
    }

    @Test
    void rights_may_be_left_out_and_settings_of_the_database_are_told_apart() throws SQLException {
        ScriptedContext first = context().step("look");
        done(action.perform(first));
        own.execute("revoke insert on gifts from postgres; alter database " + own.name() + " set work_mem = '8MB'");
        ScriptedContext second = context().of(first.run()).step("verify").with("same_as", "look");

        assertThat(reason(action.perform(second))).contains("+ revoke table public.gifts from postgres: INSERT");
        assertThat(done(action.perform(second.with("without_rights", true))))
                .containsEntry("database_differences", List.of("+ database setting work_mem=8MB"));
    }

    @Test
    void a_fingerprint_nobody_took_is_named() {
        assertThat(reason(action.perform(context().with("same_as", "before"))))
                .startsWith("No fingerprint of 'before' is kept in this run");
    }

    private void breakIndex() throws SQLException {
        own.execute("alter table donors drop constraint donors_email_key; update donors set email = 'a'");
        assertThatThrownBy(() -> own.execute("create unique index concurrently donors_once on donors (email)"))
                .extracting("SQLState")
                .isEqualTo("23505");
    }

    private ScriptedContext context() {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", own.url()))
                .step("schema")
                .with("db", "main");
    }
}
