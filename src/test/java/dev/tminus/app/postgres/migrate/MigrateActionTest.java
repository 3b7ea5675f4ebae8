package dev.tminus.app.postgres.migrate;

import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.compare.SchemaAction;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrateActionTest {

    @TempDir
    Path folder;

    private final MigrateAction migrate = new MigrateAction(InstantSource.system());
    private final SchemaAction schema = new SchemaAction();

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.empty();

    @ParameterizedTest
    @ValueSource(strings = {"prisma", "sql"})
    void pending_migrations_are_shown_and_applied(String tool) throws Exception {
        migration("001_init", "create table gifts (id int)");
        migration("002_more", "alter table gifts add net int; create index on gifts (net)");
        ScriptedContext context = context(tool);

        Object shown = migrate.pending(context).map().get("pending");
        Map<String, Object> result =
                ((Outcome.Done) migrate.perform(context)).result().map();

        assertThat(shown.toString()).contains("001_init").contains("checksum=");
        assertThat(names(result.get("applied"))).isEqualTo(names(shown)).containsExactly("001_init", "002_more");
        assertThat(result).containsEntry("pending", List.of()).containsEntry("failed", "");
        assertThat(((Outcome.Done) migrate.perform(context)).result().map())
                .containsEntry("already_applied", List.of("001_init", "002_more"));
        assertThat(migrate.lookAfter(context)).isInstanceOf(Outcome.Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prisma", "sql"})
    void a_failed_migration_says_what_is_left_and_the_schema_before_it_is_kept(String tool) throws Exception {
        own.execute(tool.equals("sql") ? "create table old (id int)" : "select 1");
        migration("001_init", "create table gifts (id int)");
        migration("002_bad", "alter table gifts add net int; select nowhere from gifts");
        ScriptedContext context = context(tool);

        Outcome.Failed failed = (Outcome.Failed) migrate.perform(context);

        assertThat(failed.reason())
                .startsWith("Migration 002_bad failed: ")
                .contains("column \"nowhere\" does not exist")
                .contains("It was rolled back: nothing of it is left. 1 applied before it, 0 not reached.")
                .contains("Verdict on 002_bad: rolled back.")
                .contains("Not there: column gifts.net (statement 1)");
        assertThat(failed.result().map()).containsEntry("failed", "002_bad");
        assertThat(sameAsBefore(context)).contains("+ table public.gifts").doesNotContain("migrations");

        own.execute("drop table gifts");
        assertThat(sameAsBefore(context)).isEmpty();
    }

    @Test
    void the_schema_before_is_found_on_the_target_and_in_the_runs_folder() throws Exception {
        migration("001_init", "create table gifts (id int)");
        ScriptedContext context = context("prisma");
        migrate.perform(context);
        own.execute("drop table gifts");

        own.execute("create table tminus.kept as table tminus.fingerprint; delete from tminus.fingerprint");
        assertThat(sameAsBefore(context)).isEmpty();

        own.execute("insert into tminus.fingerprint table tminus.kept");
        Files.delete(context.privateFolder().resolve("fingerprint-before"));
        assertThat(sameAsBefore(context)).isEmpty();
    }

    @Test
    void a_lock_that_comes_late_is_waited_for_again() throws Exception {
        migration("001_init", "create table gifts (id int)");
        ScriptedContext context = context("prisma");
        migrate.perform(context);
        migration("002_more", "alter table gifts add net int");
        own.execute("begin");
        own.execute("lock table gifts in access share mode");

        Outcome outcome = migrate.perform(context.with("lock_timeout", "50ms")
                .with("retry_on_lock_timeout", Map.of("times", 2L, "delay", Duration.ofMillis(1))));
        own.execute("rollback");

        assertThat(((Outcome.Failed) outcome).reason())
                .startsWith("Migration 002_more failed after 3 attempts: ")
                .contains("55P03");
    }

    @Test
    void a_stopped_migration_is_cancelled_and_recorded_as_failed() throws Exception {
        migration("001_slow", "create table gifts (id int); select pg_sleep(600)");
        ScriptedContext context = context("prisma");
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread engine = new Thread(() -> {
            outcome.set(migrate.perform(context));
            ended.countDown();
        });
        engine.start();
        while (!own.rows(
                        "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()")
                .equals(List.of("1"))) {
            Thread.onSpinWait();
        }

        engine.interrupt();
        ended.await();

        assertThat(((Outcome.Failed) outcome.get()).reason())
                .startsWith("The step was stopped. Migration 001_slow failed: ")
                .contains("nothing of it is left");
        assertThat(own.rows("select to_regclass('gifts')")).containsExactly("null");
    }

    @Test
    void what_a_crash_left_is_told_from_the_records() throws Exception {
        migration("001_init", "create table gifts (id int)");
        ScriptedContext context = context("prisma");
        assertThat(migrate.lookAfter(context)).isInstanceOf(Outcome.Absent.class);
        migrate.perform(context);
        migration("002_more", "alter table gifts add net int");

        own.execute(
                "insert into _prisma_migrations (id, checksum, migration_name) values ('x', repeat('0', 64), '002_more')");
        Outcome halfDone = migrate.lookAfter(context);
        own.execute("update _prisma_migrations set logs = 'it broke' where id = 'x'");
        Outcome failed = migrate.lookAfter(context);

        assertThat(((Outcome.Unknown) halfDone).why())
                .startsWith("Migration 002_more was begun and its end is not known.");
        assertThat(((Outcome.Failed) failed).reason()).startsWith("Migration 002_more failed: it broke\n");
        assertThat(migrate.probe(context))
                .containsExactly("Migration 002_more was begun and not finished; resolve it first.");
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        ScriptedContext context = context("prisma").with("dir", "nowhere");

        assertThat(((Outcome.Failed) migrate.perform(context)).reason()).contains("There is no migration directory ");
        assertThat(migrate.probe(context)).hasSize(1);
    }

    private String sameAsBefore(ScriptedContext of) {
        ScriptedContext context = new ScriptedContext(folder)
                .of(of.run())
                .connection("main", Map.of("url", own.url()))
                .step("verify")
                .with("db", "main")
                .with("same_as", "before");
        return schema.perform(context) instanceof Outcome.Failed failed ? failed.reason() : "";
    }

    private void migration(String name, String script) throws IOException {
        MigrationFiles.write(folder, name, script);
    }

    private ScriptedContext context(String tool) {
        return own.context(folder).with("tool", tool).with("dir", tool);
    }

    private static List<Object> names(Object rows) {
        return ((List<?>) rows)
                .stream().<Object>map(row -> ((Map<?, ?>) row).get("name")).toList();
    }
}
