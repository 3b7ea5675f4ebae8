package dev.tminus.app.postgres.migrate;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.migrate.MigrationReport.Left;
import dev.tminus.app.postgres.migrate.Migrator.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SqlMigratorTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    private static final LockPatience PATIENCE = LockPatience.unlimited();

    @TempDir
    Path directory;

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.empty();

    private SqlMigrator migrator;

    @BeforeEach
    void migrator() {
        migrator = new SqlMigrator(directory, "public", CLOCK);
    }

    @Test
    void files_are_applied_in_the_order_of_their_numbers_whatever_their_width() throws Exception {
        file("V10__third.sql", "create table c (b_id int references b)");
        file("002_second.sql", "create table b (id int primary key, a_id int references a)");
        file("1_first.sql", "create table a (id int primary key)");

        MigrationReport report = migrator.deploy(own.connection(), PATIENCE);

        assertThat(report.applied())
                .extracting(applied -> applied.name())
                .containsExactly("1_first", "002_second", "V10__third");
        assertThat(migrator.look(own.connection()).upToDate()).isTrue();
    }

    @Test
    void two_files_with_one_number_are_refused() throws Exception {
        file("001_one.sql", "select 1");
        file("V1__two.sql", "select 1");

        assertThatThrownBy(() -> migrator.look(own.connection())).hasMessageContaining("have the same number");
    }

    @Test
    void a_file_without_a_number_is_refused() throws Exception {
        file("cleanup.sql", "select 1");

        assertThatThrownBy(() -> migrator.look(own.connection())).hasMessageContaining("has no number");
    }

    @Test
    void a_file_that_fails_leaves_nothing_but_its_error_and_is_pending_again() throws Exception {
        file("001_broken.sql", "create table a (id int); select 1/0;");

        MigrationReport report = migrator.deploy(own.connection(), PATIENCE);

        assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.NOTHING);
        assertThat(own.rows("select finished_at, error ~ 'division by zero' from tminus_migrations"))
                .containsExactly("null|t");
        assertThat(own.rows("select relname from pg_class where relname = 'a'")).isEmpty();
        assertThat(migrator.pending(own.connection())).hasSize(1);
    }

    @Test
    void a_file_put_right_is_applied_by_the_next_deploy() throws Exception {
        file("001_broken.sql", "select 1/0");
        migrator.deploy(own.connection(), PATIENCE);
        file("001_broken.sql", "create table a (id int)");

        assertThat(migrator.deploy(own.connection(), PATIENCE).applied()).hasSize(1);

        assertThat(own.rows("select finished_at is not null, error from tminus_migrations"))
                .containsExactly("t|null");
    }

    @Test
    void statements_outside_a_transaction_run_one_by_one_and_those_before_a_failure_stay() throws Exception {
        file(
                "001_free.sql",
                "-- tminus: no-transaction\ncreate table a (id int);\ncreate index concurrently a_id on a (id);\nselect 1/0;");

        MigrationReport report = migrator.deploy(own.connection(), PATIENCE);

        assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.MAYBE_SOME);
        assertThat(own.rows("select indisvalid from pg_index where indexrelid = 'a_id'::regclass"))
                .containsExactly("t");
    }

    @Test
    void a_file_that_failed_outside_a_transaction_waits_for_a_person() throws Exception {
        file("001_free.sql", "-- tminus: no-transaction\nselect 1/0;");
        migrator.deploy(own.connection(), PATIENCE);
        assertThatThrownBy(() -> migrator.deploy(own.connection(), PATIENCE))
                .hasMessageContaining("outside a transaction");

        migrator.resolve(own.connection(), "001_free", Resolution.ROLLED_BACK);

        assertThat(migrator.pending(own.connection()))
                .extracting(Migration::name)
                .containsExactly("001_free");
    }

    @Test
    void a_file_found_applied_by_a_person_is_not_applied_again() throws Exception {
        file("001_free.sql", "-- tminus: no-transaction\nselect 1/0;");
        migrator.deploy(own.connection(), PATIENCE);

        migrator.resolve(own.connection(), "001_free", Resolution.APPLIED);

        assertThat(migrator.deploy(own.connection(), PATIENCE).alreadyApplied()).containsExactly("001_free");
    }

    @Test
    void a_file_that_ends_its_own_transaction_is_not_called_applied() throws Exception {
        file("001_commits.sql", "create table a (id int); commit; create table b (id int);");

        MigrationReport report = migrator.deploy(own.connection(), PATIENCE);

        assertThat(report.failed().orElseThrow().error()).contains("ends the transaction it runs in");
        assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.MAYBE_SOME);
        assertThat(migrator.look(own.connection()).failed()).hasSize(1);
    }

    @Test
    void a_connection_lost_before_the_commit_leaves_the_file_pending() throws Exception {
        file("001_lost.sql", "create table a (id int); select pg_terminate_backend(pg_backend_pid());");

        MigrationReport report = migrator.deploy(own.connection(), PATIENCE);

        assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.UNKNOWN);
        try (Connection again = own.connect()) {
            assertThat(migrator.look(again).pending()).hasSize(1);
            assertThat(rows(again, "select relname from pg_class where relname = 'a'"))
                    .isEmpty();
        }
    }

    @Test
    void a_file_edited_after_it_was_applied_is_reported() throws Exception {
        file("001_first.sql", "create table a (id int)");
        migrator.deploy(own.connection(), PATIENCE);
        file("001_first.sql", "create table a (id bigint)");

        assertThat(migrator.look(own.connection()).edited()).containsExactly("001_first");
    }

    @Test
    void a_file_at_work_in_another_session_is_unknown_and_not_pending() throws Exception {
        file("001_first.sql", "create table a (id int)");
        Migration migration = migrator.pending(own.connection()).get(0);
        try (Connection other = own.connect()) {
            execute(other, "select pg_advisory_lock(" + SqlMigrator.KEY + ")");
            new SqlRecords(other, "public").prepare();
            new SqlRecords(other, "public").started(migration, CLOCK.instant());

            assertThat(migrator.look(own.connection()).unknown()).hasSize(1);
            assertThat(migrator.look(own.connection()).pending()).isEmpty();
        }
    }

    @Test
    void a_file_that_waits_too_long_for_a_lock_is_tried_again() throws Exception {
        own.execute("create table a (id int)");
        file("001_alter.sql", "alter table a add column b int");
        try (Connection other = own.connect()) {
            execute(other, "begin; select * from a");

            MigrationReport report =
                    migrator.deploy(own.connection(), new LockPatience(Duration.ofMillis(20), 1, Duration.ofMillis(1)));

            assertThat(report.failed().orElseThrow().attempts()).isEqualTo(2);
        }
    }

    private void file(String name, String script) throws IOException {
        Files.writeString(directory.resolve(name), script);
    }
}
