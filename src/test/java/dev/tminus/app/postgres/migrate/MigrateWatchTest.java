package dev.tminus.app.postgres.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.Beside;
import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations statement by statement: footprints, the contract, the journal of statements. */
class MigrateWatchTest {

    @TempDir
    Path folder;

    private final MigrateAction migrate = new MigrateAction(InstantSource.system());

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.empty();

    @ParameterizedTest
    @ValueSource(strings = {"prisma", "sql"})
    void each_statement_of_a_migration_leaves_its_footprint_in_the_result(String tool) throws Exception {
        migration("001_init", "create table gifts (id int primary key)");
        migration("002_more", "alter table gifts add net int; -- then\ncreate index on gifts (net)");
        ScriptedContext context = context(tool);

        Values result = ((Outcome.Done) migrate.perform(context)).result();

        List<Footprint> more = StepWatch.footprints(result).get("002_more");
        assertThat(more)
                .extracting(Footprint::statement)
                .containsExactly("alter table gifts add net int", "create index on gifts (net)");
        assertThat(more.get(0).words().get(0)).startsWith("readers of gifts wait ");
        assertThat(context.shown())
                .contains("002_more: 2 statements, one ")
                .contains("002_more, statement 2 of 2: create index on gifts (net)\n")
                .contains("002_more, statement 1 of 2: readers of gifts wait ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prisma", "sql"})
    void a_statement_outside_its_contract_is_rolled_back_and_may_be_let_through(String tool) throws Exception {
        migration("001_init", "create table gifts (id int primary key)");
        migration("002_strict", "alter table gifts alter id type bigint; select 1");
        Values rehearsed = ((Outcome.Done) migrate.perform(context(tool))).result();
        own.execute("drop schema public cascade; create schema public; create schema elsewhere");
        migration(
                "001_init",
                "create table gifts (id int primary key); create table donors (id bigint primary key references gifts)");
        ScriptedContext production = context(tool).rehearsed(rehearsed);

        Outcome.Failed refused = (Outcome.Failed) migrate.perform(production);

        assertThat(refused.reason())
                .startsWith(
                        "Migration 002_strict failed: Statement 1 of 2 (alter table gifts alter id type bigint) does what its rehearsal did not: it locks donors in mode ")
                .contains(
                        "(CONTRACT). It was statement 1 of 2 (alter table gifts alter id type bigint). It was rolled back: ");
        assertThat(own.rows("select data_type from information_schema.columns where table_name = 'gifts'"))
                .containsExactly("integer");
        assertThat(migrate.perform(production.with("contract", "report"))).isInstanceOf(Outcome.Done.class);
        assertThat(production.shown()).contains("is not as rehearsed: it locks donors in mode ");
    }

    @Test
    void what_was_rehearsed_keeps_its_contract() throws Exception {
        migration(
                "001_init",
                "create table gifts (id int primary key); insert into gifts select generate_series(1, 2000)");
        migration("002_more", "alter table gifts alter id type bigint; update gifts set id = id + 5000");
        Values rehearsed = ((Outcome.Done) migrate.perform(context("prisma"))).result();
        own.execute("drop schema public cascade; create schema public");

        assertThat(migrate.perform(context("prisma").rehearsed(rehearsed))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void who_is_in_the_way_is_said_while_a_statement_waits() throws Exception {
        migration("001_init", "create table gifts (id int primary key)");
        migrate.perform(context("prisma"));
        migration("002_more", "alter table gifts add net int");
        ScriptedContext context = context("prisma");
        own.execute("set application_name = 'pool'; begin; select count(*) from gifts");

        CompletableFuture<Outcome> outcome = Beside.ask(() -> migrate.perform(context));
        while (!context.shown().contains("before it: process ")) {
            Thread.onSpinWait();
        }
        own.execute("commit");

        assertThat(outcome.get()).isInstanceOf(Outcome.Done.class);
        assertThat(context.shown())
                .contains("for ACCESS EXCLUSIVE on gifts; before it: process ")
                .contains("pool; idle in transaction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prisma", "sql"})
    void an_index_that_could_not_be_built_is_dropped_with_consent_only_and_built_again(String tool) throws Exception {
        migration("001_init", "create table gifts (id int); insert into gifts values (1), (1)");
        migration(
                "002_index",
                "-- tminus: no-transaction\ncreate unique index concurrently gifts_id on gifts (id); comment on table gifts is 'unique'");
        ScriptedContext context = context(tool);

        Outcome.Failed duplicate = (Outcome.Failed) migrate.perform(context);
        assertThat(duplicate.reason())
                .contains("could not create unique index")
                .contains("left the invalid index gifts_id behind");
        own.execute("delete from gifts where ctid = '(0,1)'");
        Outcome.Failed kept = (Outcome.Failed) migrate.perform(context.attempt(2));
        assertThat(kept.reason()).contains("or let the step do so with drop_invalid_index: true");
        assertThat(migrate.perform(context.attempt(3).with("drop_invalid_index", true)))
                .isInstanceOf(Outcome.Done.class);

        assertThat(
                        own.rows(
                                "select indisvalid, obj_description('gifts'::regclass) from pg_index where indexrelid = 'gifts_id'::regclass"))
                .containsExactly("t|unique");
    }

    @Test
    void an_index_that_was_there_before_is_never_dropped() throws Exception {
        migration("001_init", "create table gifts (id int); insert into gifts values (1), (1)");
        migrate.perform(context("sql"));
        migration("002_index", "-- tminus: no-transaction\ncreate unique index concurrently gifts_id on gifts (id)");
        assertThatThrownBy(() -> own.execute("create unique index concurrently gifts_id on gifts (id)"))
                .hasMessageContaining("could not create unique index");

        Outcome.Failed failed = (Outcome.Failed) migrate.perform(context("sql").with("drop_invalid_index", true));

        assertThat(failed.reason()).contains("relation \"gifts_id\" already exists");
        assertThat(own.rows("select indisvalid from pg_index where indexrelid = 'gifts_id'::regclass"))
                .containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prisma", "sql"})
    void statements_that_stand_alone_go_on_where_they_stopped(String tool) throws Exception {
        migration("001_init", "create table gifts (id int)");
        migration(
                "002_free",
                "-- tminus: no-transaction\ninsert into gifts values (1);\ncreate index concurrently gifts_id on gifts (id);\nselect 1 / count(*) from donors");
        ScriptedContext context = context(tool);
        assertThat(((Outcome.Failed) migrate.perform(context)).reason()).contains("It was statement 3 of 3 (");
        own.execute("create table donors (id int); insert into donors values (1)");

        assertThat(migrate.lookAfter(context)).isInstanceOf(Outcome.Absent.class);
        assertThat(migrate.perform(context.attempt(2))).isInstanceOf(Outcome.Done.class);

        assertThat(own.rows("select count(*) from gifts")).containsExactly("1");
    }

    @Test
    void what_an_engine_that_died_left_of_a_transaction_is_told_by_the_record_that_commits_with_it() throws Exception {
        migration("001_init", "create table gifts (id int); create table donors (id int)");
        ScriptedContext context = context("prisma");
        migrate.perform(context);
        own.execute("update _prisma_migrations set finished_at = null");
        assertThat(migrate.lookAfter(context)).isInstanceOf(Outcome.Done.class);

        own.execute(
                "update _prisma_migrations set finished_at = null, applied_steps_count = 0; drop table gifts, donors");
        assertThat(migrate.lookAfter(context)).isInstanceOf(Outcome.Absent.class);
        assertThat(migrate.perform(context.attempt(2))).isInstanceOf(Outcome.Done.class);

        assertThat(
                        own.rows(
                                "select rolled_back_at is null, finished_at is null, applied_steps_count from _prisma_migrations order by started_at"))
                .containsExactly("f|t|0", "t|f|1");
    }

    @Test
    void a_script_that_would_not_be_the_same_in_parts_is_sent_whole() throws Exception {
        migration("001_init", "create table gifts (id int, at timestamptz)");
        migration(
                "002_whole",
                "insert into gifts select 1, statement_timestamp(); insert into gifts select 2, statement_timestamp()");
        ScriptedContext context = context("prisma");

        Values result = ((Outcome.Done) migrate.perform(context)).result();

        assertThat(own.rows("select count(distinct at) from gifts")).containsExactly("1");
        assertThat(StepWatch.footprints(result).get("002_whole")).hasSize(1);
        assertThat(context.shown()).contains("002_whole: 1 statement, sent in one message");
    }

    @Test
    void pauses_between_tries_grow_and_are_never_quite_the_same() {
        LockPatience patience = new LockPatience(Duration.ZERO, 9, Duration.ofSeconds(4));

        assertThat(patience.pauseAfter(1, 0.5)).isEqualTo(Duration.ofSeconds(4));
        assertThat(patience.pauseAfter(3, 0)).isEqualTo(Duration.ofSeconds(12));
        assertThat(patience.pauseAfter(9, 1)).isEqualTo(Duration.ofSeconds(50));
    }

    private void migration(String name, String script) throws IOException {
        MigrationFiles.write(folder, name, script);
    }

    private ScriptedContext context(String tool) {
        return own.context(folder).with("tool", tool).with("dir", tool);
    }
}
