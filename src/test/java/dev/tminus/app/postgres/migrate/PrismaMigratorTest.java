package dev.tminus.app.postgres.migrate;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.postgres.TestServer;
import dev.tminus.app.postgres.migrate.MigrationReport.Left;
import dev.tminus.app.postgres.migrate.Migrator.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrismaMigratorTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678912Z"));
    private static final LockPatience PATIENCE = LockPatience.unlimited();

    @TempDir
    Path directory;

    private String database;
    private Connection connection;
    private PrismaMigrator migrator;

    @BeforeEach
    void database() throws SQLException {
        database = TestServer.newDatabase();
        connection = TestServer.connect(database);
        migrator = new PrismaMigrator(directory, "public", CLOCK);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void every_pending_migration_is_applied_in_the_order_of_the_names() throws Exception {
        migration("2_second", "create table b (a_id int references a)");
        migration("1_first", "create table a (id int primary key)");

        MigrationReport report = migrator.deploy(connection, PATIENCE);

        assertThat(report.applied()).extracting(applied -> applied.name()).containsExactly("1_first", "2_second");
        assertThat(migrator.look(connection).upToDate()).isTrue();
    }

    @Test
    void a_finished_row_has_the_checksum_one_step_and_millisecond_times_in_utc() throws Exception {
        migration("1_first", "create table a (id int);\r\n");

        migrator.deploy(connection, PATIENCE);

        execute(connection, "set timezone = 'UTC'");
        assertThat(rows(
                        connection,
                        "select migration_name, checksum, applied_steps_count, started_at, finished_at, logs,"
                                + " rolled_back_at from _prisma_migrations"))
                .containsExactly("1_first|b62869884d373e065d3512d76855a5fab1b29952487e60f1e4128b1ac64f9e81|1"
                        + "|2026-01-02 03:04:05.678+00|2026-01-02 03:04:05.678+00|null|null");
    }

    @Test
    void the_id_of_a_row_is_a_lower_case_random_uuid() throws Exception {
        migration("1_first", "create table a (id int)");

        migrator.deploy(connection, PATIENCE);

        assertThat(rows(connection, "select id from _prisma_migrations").get(0))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void a_script_of_one_statement_runs_outside_a_transaction_block() throws Exception {
        migration("1_first", "create table a (id int)");
        migration("2_index", "create index concurrently a_id on a (id);");

        MigrationReport report = migrator.deploy(connection, PATIENCE);

        assertThat(report.failed()).isEmpty();
        assertThat(rows(connection, "select indisvalid from pg_index where indexrelid = 'a_id'::regclass"))
                .containsExactly("t");
    }

    @Test
    void a_script_of_several_statements_is_one_transaction() throws Exception {
        migration("1_broken", "create table a (id int); insert into a values (1); select 1/0;");

        MigrationReport report = migrator.deploy(connection, PATIENCE);

        assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.NOTHING);
        assertThat(report.failed().orElseThrow().sqlState()).isEqualTo("22012");
        assertThat(rows(connection, "select relname from pg_class where relname = 'a'"))
                .isEmpty();
    }

    @Test
    void a_function_body_with_semicolons_and_question_marks_reaches_the_server_whole() throws Exception {
        migration(
                "1_function",
                "create function f() returns text language plpgsql as $$ begin perform 1; return '{?}'; end $$;"
                        + " select f();");

        assertThat(migrator.deploy(connection, PATIENCE).failed()).isEmpty();

        assertThat(rows(connection, "select f()")).containsExactly("{?}");
    }

    @Test
    void a_failed_migration_leaves_a_row_without_an_end_and_with_the_error() throws Exception {
        migration("1_broken", "create table a (id int);\ninsert into nowhere values (1);");

        migrator.deploy(connection, PATIENCE);

        assertThat(rows(
                        connection,
                        "select finished_at, applied_steps_count, logs ~ 'relation \"nowhere\" does not exist',"
                                + " logs ~ 'Database error code: 42P01' from _prisma_migrations"))
                .containsExactly("null|0|t|t");
        assertThat(migrator.look(connection).failed()).hasSize(1);
    }

    @Test
    void a_migration_after_the_failed_one_is_not_begun() throws Exception {
        migration("1_broken", "select 1/0");
        migration("2_next", "create table b (id int)");

        MigrationReport report = migrator.deploy(connection, PATIENCE);

        assertThat(report.pending()).extracting(Migration::name).containsExactly("2_next");
        assertThat(rows(connection, "select migration_name from _prisma_migrations"))
                .containsExactly("1_broken");
    }

    @Test
    void a_failed_migration_stops_every_later_deploy() throws Exception {
        migration("1_broken", "select 1/0");
        migrator.deploy(connection, PATIENCE);

        assertThatThrownBy(() -> migrator.deploy(connection, PATIENCE))
                .isInstanceOf(MigrationRefused.class)
                .hasMessageContaining("1_broken")
                .extracting("code")
                .isEqualTo("P3009");
    }

    @Test
    void a_migration_resolved_as_rolled_back_runs_again_and_both_rows_stay() throws Exception {
        migration("1_broken", "select 1/0");
        migrator.deploy(connection, PATIENCE);
        migrator.resolve(connection, "1_broken", Resolution.ROLLED_BACK);
        migration("1_broken", "create table a (id int)");

        MigrationReport report = migrator.deploy(connection, PATIENCE);

        assertThat(report.applied()).hasSize(1);
        assertThat(rows(
                        connection,
                        "select rolled_back_at is null, finished_at is null from _prisma_migrations order by 1"))
                .containsExactly("f|t", "t|f");
    }

    @Test
    void a_migration_resolved_as_applied_gets_a_new_row_without_a_step() throws Exception {
        migration("1_broken", "select 1/0");
        migrator.deploy(connection, PATIENCE);

        migrator.resolve(connection, "1_broken", Resolution.APPLIED);

        assertThat(rows(
                        connection,
                        "select applied_steps_count, rolled_back_at is null, finished_at = started_at"
                                + " from _prisma_migrations order by 2"))
                .containsExactly("0|f|null", "0|t|t");
        assertThat(migrator.look(connection).upToDate()).isTrue();
    }

    @Test
    void a_migration_that_is_not_failed_cannot_be_resolved_as_rolled_back() throws Exception {
        migration("1_first", "create table a (id int)");
        migrator.deploy(connection, PATIENCE);

        assertThatThrownBy(() -> migrator.resolve(connection, "1_first", Resolution.ROLLED_BACK))
                .hasMessageContaining("not in a failed state");
        assertThatThrownBy(() -> migrator.resolve(connection, "1_first", Resolution.APPLIED))
                .hasMessageContaining("already recorded as applied");
        assertThatThrownBy(() -> migrator.resolve(connection, "9_other", Resolution.ROLLED_BACK))
                .hasMessageContaining("never applied");
    }

    @Test
    void a_migration_edited_after_it_was_applied_is_reported() throws Exception {
        migration("1_first", "create table a (id int)");
        migrator.deploy(connection, PATIENCE);
        migration("1_first", "create table a (id bigint)");

        assertThat(migrator.look(connection).edited()).containsExactly("1_first");
        assertThat(migrator.deploy(connection, PATIENCE).edited()).containsExactly("1_first");
    }

    @Test
    void a_change_of_line_ends_alone_is_no_edit() throws Exception {
        migration("1_first", "create table a (\n id int)\n");
        migrator.deploy(connection, PATIENCE);
        migration("1_first", "create table a (\r\n id int)\r\n");

        assertThat(migrator.look(connection).edited()).isEmpty();
    }

    @Test
    void a_row_without_a_folder_is_reported_and_stops_nothing() throws Exception {
        migration("1_first", "create table a (id int)");
        migrator.deploy(connection, PATIENCE);
        Files.delete(directory.resolve("1_first/migration.sql"));
        Files.delete(directory.resolve("1_first"));

        assertThat(migrator.look(connection).absent()).containsExactly("1_first");
        assertThat(migrator.look(connection).upToDate()).isTrue();
    }

    @Test
    void a_schema_with_tables_and_no_record_of_them_is_refused() throws Exception {
        migration("1_first", "create table a (id int)");
        execute(connection, "create table stranger (id int)");

        assertThatThrownBy(() -> migrator.deploy(connection, PATIENCE))
                .hasMessageContaining("not empty")
                .extracting("code")
                .isEqualTo("P3005");
    }

    @Test
    void the_schema_named_in_the_url_gets_the_tables_and_the_records() throws Exception {
        migration("1_first", "create table a (id int); create table b (id int)");

        new PrismaMigrator(directory, "My Schema", CLOCK).deploy(connection, PATIENCE);

        assertThat(rows(
                        connection,
                        "select relname from pg_class where relkind = 'r'"
                                + " and relnamespace = '\"My Schema\"'::regnamespace order by 1"))
                .containsExactly("_prisma_migrations", "a", "b");
        assertThat(rows(connection, "show search_path")).containsExactly("\"$user\", public");
    }

    @Test
    void a_directory_for_another_provider_is_refused() throws Exception {
        Files.writeString(directory.resolve("migration_lock.toml"), "provider = \"mysql\"\n");

        assertThatThrownBy(() -> migrator.look(connection)).hasMessageContaining("'mysql'");
    }

    @Test
    void a_deploy_gives_up_while_another_session_holds_the_lock_and_names_it() throws Exception {
        try (Connection other = TestServer.connect(database)) {
            execute(other, "set application_name = 'night shift'; select pg_advisory_lock(72707369)");
            ScriptSession session = ScriptSession.on(connection);

            assertThatThrownBy(() ->
                            MigrationLock.take(session, connection, MigrationLock.PRISMA_KEY, Duration.ofMillis(50)))
                    .isInstanceOf(MigrationRefused.class)
                    .hasMessageContaining("night shift");
            assertThat(migrator.look(connection).deploying()).isTrue();
        }
    }

    @Test
    void the_lock_is_free_again_after_a_deploy_and_after_a_failed_one() throws Exception {
        migration("1_broken", "select 1/0");

        migrator.deploy(connection, PATIENCE);

        assertThat(rows(connection, "select count(*) from pg_locks where locktype = 'advisory'"))
                .containsExactly("0");
    }

    @Test
    void a_statement_that_waits_too_long_for_a_lock_is_tried_again_and_then_given_up() throws Exception {
        execute(connection, "create schema busy; create table busy.a (id int)");
        migration("1_alter", "alter table busy.a add column b int; alter table busy.a add column c int;");
        try (Connection other = TestServer.connect(database)) {
            execute(other, "begin; select * from busy.a");

            MigrationReport report =
                    migrator.deploy(connection, new LockPatience(Duration.ofMillis(20), 2, Duration.ofMillis(1)));

            assertThat(report.failed().orElseThrow().sqlState()).isEqualTo("55P03");
            assertThat(report.failed().orElseThrow().attempts()).isEqualTo(3);
        }
    }

    @Test
    void a_script_that_may_leave_effects_is_not_tried_again() throws Exception {
        execute(connection, "create schema busy; create table busy.a (id int)");
        migration("1_alter", "create table b (id int); commit; alter table busy.a add column b int;");
        try (Connection other = TestServer.connect(database)) {
            execute(other, "begin; select * from busy.a");

            MigrationReport report =
                    migrator.deploy(connection, new LockPatience(Duration.ofMillis(20), 2, Duration.ofMillis(1)));

            assertThat(report.failed().orElseThrow().attempts()).isEqualTo(1);
            assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.MAYBE_SOME);
        }
    }

    @Test
    void a_script_that_leaves_its_transaction_open_fails_and_leaves_nothing() throws Exception {
        migration("1_open", "begin; create table a (id int)");

        MigrationReport report = migrator.deploy(connection, PATIENCE);

        assertThat(report.failed().orElseThrow().error()).contains("does not end it");
        assertThat(rows(connection, "select relname from pg_class where relname = 'a'"))
                .isEmpty();
    }

    @Test
    void a_started_migration_without_end_or_error_is_unknown_until_a_person_says() throws Exception {
        migration("1_first", "create table a (id int)");
        new PrismaRecords(connection, "public").prepare();
        new PrismaRecords(connection, "public")
                .started(migrator.pending(connection).get(0), CLOCK.instant());

        MigrationLook look = migrator.look(connection);

        assertThat(look.unknown()).extracting(attempt -> attempt.effectProven()).containsExactly(false);
        assertThat(look.pending()).isEmpty();
        assertThatThrownBy(() -> migrator.deploy(connection, PATIENCE)).hasMessageContaining("outcome is not known");
    }

    @Test
    void a_counted_step_proves_the_effect_of_a_migration_whose_end_was_not_recorded() throws Exception {
        migration("1_first", "create table a (id int)");
        PrismaRecords records = new PrismaRecords(connection, "public");
        records.prepare();
        records.stepDone(records.started(migrator.pending(connection).get(0), CLOCK.instant()));

        assertThat(migrator.look(connection).unknown().get(0).effectProven()).isTrue();
        assertThatThrownBy(() -> migrator.deploy(connection, PATIENCE)).hasMessageContaining("went through");
    }

    @Test
    void a_connection_lost_in_the_script_leaves_the_migration_unknown() throws Exception {
        migration("1_first", "select pg_terminate_backend(pg_backend_pid())");

        MigrationReport report = migrator.deploy(connection, PATIENCE);

        assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.UNKNOWN);
        try (Connection again = TestServer.connect(database)) {
            assertThat(migrator.look(again).unknown()).hasSize(1);
        }
    }

    @Test
    void looking_changes_nothing() throws Exception {
        migration("1_first", "create table a (id int)");

        assertThat(migrator.pending(connection)).extracting(Migration::name).containsExactly("1_first");

        assertThat(rows(connection, "select relname from pg_class where relname in ('a', '_prisma_migrations')"))
                .isEmpty();
    }

    private void migration(String name, String script) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.writeString(folder.resolve("migration.sql"), script);
    }
}
