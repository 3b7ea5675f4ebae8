package dev.tminus.app.postgres.migrate;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.Beside;
import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.CutProxy;
import dev.tminus.app.postgres.CutProxy.Cut;
import dev.tminus.app.postgres.TestServers;
import dev.tminus.app.postgres.records.StepKey;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way a migration can fail, by real SQL on a real server of each version, and the verdict it ends in. */
class FailureClassTest {

    @TempDir
    Path folder;

    private final MigrateAction migrate = new MigrateAction(InstantSource.system());
    private final List<MigrationBench> benches = new ArrayList<>();

    @AfterEach
    void close() throws SQLException {
        for (MigrationBench bench : benches) {
            bench.close();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void a_lock_that_another_session_keeps_leaves_nothing(int version) throws Exception {
        MigrationBench bench = bench(version, "create table gifts (id int)");
        migration("1_column", "alter table gifts add net int; alter table gifts add tax int;");

        execute(bench.other(), "begin; lock table gifts in access share mode");
        Outcome.Failed failed = failed(bench.context("prisma").with("lock_timeout", Duration.ofMillis(50)));

        assertThat(failed.reason())
                .contains("SQLSTATE 55P03", "Verdict on 1_column: rolled back.", "Not there: column gifts.net")
                .contains("npx prisma migrate resolve --rolled-back \"1_column\"");
        assertThat(failed.result().map())
                .containsEntry("verdict", "rolled_back")
                .containsEntry("resolve", "rolled_back");
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void an_index_that_cannot_be_unique_is_left_invalid_and_named(int version) throws Exception {
        MigrationBench bench = bench(version, "create table gifts (id int); insert into gifts values (1), (1)");
        migration("1_index", "create unique index concurrently gifts_id on gifts (id)");

        Outcome.Failed failed = failed(bench.context("prisma"));

        assertThat(failed.reason())
                .contains("SQLSTATE 23505", "Verdict on 1_index: half-applied.")
                .contains("There: index gifts_id (statement 1), invalid");
        assertThat(failed.result().map())
                .containsEntry("verdict", "half_applied")
                .containsEntry("resolve", "");
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void a_constraint_that_does_not_hold_stays_and_is_not_validated(int version) throws Exception {
        MigrationBench bench = bench(version, "create table gifts (net int); insert into gifts values (-1)");
        plain("1_check", """
                -- tminus: no-transaction
                alter table gifts add constraint positive check (net >= 0) not valid;
                alter table gifts validate constraint positive;
                """);

        Outcome.Failed failed = failed(bench.context("sql"));

        assertThat(failed.reason())
                .contains("SQLSTATE 23514", "Verdict on 1_check: half-applied.")
                .contains("There: constraint gifts.positive (statement 1)")
                .contains("Not there: constraint gifts.positive is validated (statement 2)");
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void an_enum_value_used_in_the_transaction_that_adds_it_leaves_nothing(int version) throws Exception {
        MigrationBench bench = bench(version, "create type state as enum ('open'); create table gifts (is_ state)");
        migration("1_enum", "alter type state add value 'paid'; insert into gifts values ('paid');");

        Outcome.Failed failed = failed(bench.context("prisma"));

        assertThat(failed.reason())
                .contains("SQLSTATE 55P04", "Verdict on 1_enum: rolled back.")
                .contains("Not there: enum value state.paid (statement 1)");
        assertThat(rows(bench.own(), "select enumlabel from pg_enum")).containsExactly("open");
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void a_statement_that_takes_too_long_leaves_nothing(int version) throws Exception {
        MigrationBench bench = bench(version, "select 1");
        // Only in the script: a slow machine may need longer for what is read before it.
        plain("1_slow", "create table gifts (id int); set local statement_timeout = '200ms'; select pg_sleep(600);");

        Outcome.Failed failed = failed(bench.context("sql"));

        assertThat(failed.reason())
                .contains("SQLSTATE 57014", "Verdict on 1_slow: rolled back.")
                .doesNotContain("pg.resolve");
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void a_script_whose_statements_stand_alone_is_half_applied_where_one_fails(int version) throws Exception {
        MigrationBench bench = bench(version, "create table old (id int)");
        plain("1_half", """
                -- tminus: no-transaction
                create table gifts (id int);
                alter table old rename to older;
                create index on nowhere (id);
                create table receipts (id int);
                """);

        Outcome.Failed failed = failed(bench.context("sql"));

        assertThat(failed.reason())
                .contains(
                        "SQLSTATE 42P01",
                        "Verdict on 1_half: half-applied. Its statements stand alone: 2 of 4 are done.")
                .contains("There: table or view gifts (statement 1); table or view old is dropped (statement 2); "
                        + "table or view older (statement 2)")
                .contains("Not there: table or view receipts (statement 4)")
                .contains("pg.cleanup: { step: apply }");
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void the_victim_of_a_deadlock_leaves_nothing(int version) throws Exception {
        MigrationBench bench = bench(version, "create table a (id int); create table b (id int)");
        migration("1_locks", """
                set local deadlock_timeout = '20ms';
                create table gifts (id int);
                lock table b;
                do $$ begin
                    while not exists (select from pg_locks where relation = 'b'::regclass and not granted) loop
                        perform pg_sleep(0.01);
                    end loop;
                end $$;
                lock table a;
                """);
        execute(bench.other(), "set deadlock_timeout = '10min'; begin; lock table a");
        CompletableFuture<Void> crossing = Beside.run(() -> crossing(bench));

        Outcome.Failed failed = failed(bench.context("prisma"));
        crossing.join();

        assertThat(failed.reason()).contains("SQLSTATE 40P01", "Verdict on 1_locks: rolled back.");
        assertThat(rows(bench.own(), "select to_regclass('gifts')")).containsExactly("null");
    }

    private static void crossing(MigrationBench bench) {
        try {
            while (rows(bench.own(), "select 1 from pg_locks where relation = 'b'::regclass and granted")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
            execute(bench.other(), "lock table b; rollback");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static Stream<Arguments> cuts() {
        return TestServers.versions()
                .flatMap(version -> Stream.of(Cut.values()).map(cut -> Arguments.of(version, cut)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void a_connection_lost_at_commit_is_settled_by_what_is_there(int version, Cut cut) throws Exception {
        boolean committed = cut == Cut.BEFORE_IT_IS_ANSWERED;
        MigrationBench bench = bench(version, "select 1");
        migration("1_init", "create table gifts (id int); create index on gifts (id);");
        StatementJournal.on(bench.own(), new StepKey("r", "s", 1));
        try (CutProxy proxy = new CutProxy(TestServers.of(version).port(), "commit\0", cut)) {
            ScriptedContext through = bench.context("prisma");
            String url = TestServers.of(version).url(bench.database());
            through.connection("main", Map.of("url", url.replaceAll(":\\d+/", ":" + proxy.port() + "/")));
            assertThat(migrate.perform(through)).isInstanceOf(Outcome.Unknown.class);

            Outcome later = later(through.connection("main", Map.of("url", url)));

            assertThat(later).isInstanceOf(committed ? Outcome.Done.class : Outcome.Absent.class);
            assertThat(rows(bench.own(), "select to_regclass('gifts') is not null"))
                    .containsExactly(committed ? "t" : "f");
            assertThat(rows(
                            bench.own(),
                            "select finished_at is not null, rolled_back_at is not null from _prisma_migrations"))
                    .containsExactly(committed ? "t|f" : "f|t");
        }
    }

    private Outcome later(ScriptedContext context) throws InterruptedException {
        Outcome outcome = migrate.lookAfter(context.epoch(2));
        while (outcome instanceof Outcome.NotYet) {
            outcome = migrate.lookAfter(context);
        }
        return outcome;
    }

    private Outcome.Failed failed(ScriptedContext context) {
        return (Outcome.Failed) migrate.perform(context);
    }

    private MigrationBench bench(int version, String tables) throws SQLException {
        MigrationBench bench = MigrationBench.of(folder, version, tables);
        benches.add(bench);
        return bench;
    }

    private void migration(String name, String script) throws IOException {
        MigrationFiles.prisma(folder.resolve("prisma"), name, script);
    }

    private void plain(String name, String script) throws IOException {
        Files.createDirectories(folder.resolve("sql"));
        Files.writeString(folder.resolve("sql/" + name + ".sql"), script);
    }
}
