package dev.tminus.app.postgres.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.postgres.migrate.MigrationReport.Left;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** How Prisma migrations are applied, and what of them stays where one fails. */
class PrismaDeployTest extends OnPrisma {

    @Test
    void every_pending_migration_is_applied_in_the_order_of_the_names() throws Exception {
        migration("2_second", "create table b (a_id int references a)");
        migration("1_first", "create table a (id int primary key)");

        MigrationReport report = deploy();

        assertThat(report.applied()).extracting(applied -> applied.name()).containsExactly("1_first", "2_second");
        assertThat(look().upToDate()).isTrue();
    }

    @Test
    void a_script_of_one_statement_runs_outside_a_transaction_block() throws Exception {
        migration("1_first", "create table a (id int)");
        migration("2_index", "create index concurrently a_id on a (id);");

        MigrationReport report = deploy();

        assertThat(report.failed()).isEmpty();
        assertThat(own.rows("select indisvalid from pg_index where indexrelid = 'a_id'::regclass"))
                .containsExactly("t");
    }

    @Test
    void a_script_of_several_statements_is_one_transaction() throws Exception {
        migration("1_broken", "create table a (id int); insert into a values (1); select 1/0;");

        MigrationReport report = deploy();

        assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.NOTHING);
        assertThat(report.failed().orElseThrow().sqlState()).isEqualTo("22012");
        assertThat(own.rows("select relname from pg_class where relname = 'a'")).isEmpty();
    }

    @Test
    void a_function_body_with_semicolons_and_question_marks_reaches_the_server_whole() throws Exception {
        migration(
                "1_function",
                "create function f() returns text language plpgsql as $$ begin perform 1; return '{?}'; end $$;"
                        + " select f();");

        assertThat(deploy().failed()).isEmpty();

        assertThat(own.rows("select f()")).containsExactly("{?}");
    }

    @Test
    void a_script_that_leaves_its_transaction_open_fails_and_leaves_nothing() throws Exception {
        migration("1_open", "begin; create table a (id int)");

        MigrationReport report = deploy();

        assertThat(report.failed().orElseThrow().error()).contains("does not end it");
        assertThat(own.rows("select relname from pg_class where relname = 'a'")).isEmpty();
    }

    @Test
    void a_connection_lost_in_the_script_leaves_the_migration_unknown() throws Exception {
        migration("1_first", "select pg_terminate_backend(pg_backend_pid())");

        MigrationReport report = deploy();

        assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.UNKNOWN);
        try (Connection again = own.connect()) {
            assertThat(migrator.look(again).unknown()).hasSize(1);
        }
    }

    @Test
    void a_migration_after_the_failed_one_is_not_begun() throws Exception {
        migration("1_broken", "select 1/0");
        migration("2_next", "create table b (id int)");

        MigrationReport report = deploy();

        assertThat(report.pending()).extracting(Migration::name).containsExactly("2_next");
        assertThat(own.rows("select migration_name from _prisma_migrations")).containsExactly("1_broken");
    }

    @Test
    void the_schema_named_in_the_url_gets_the_tables_and_the_records() throws Exception {
        migration("1_first", "create table a (id int); create table b (id int)");

        new PrismaMigrator(directory, "My Schema", CLOCK).deploy(own.connection(), LockPatience.unlimited());

        assertThat(own.rows("select relname from pg_class where relkind = 'r'"
                        + " and relnamespace = '\"My Schema\"'::regnamespace order by 1"))
                .containsExactly("_prisma_migrations", "a", "b");
        assertThat(own.rows("show search_path")).containsExactly("\"$user\", public");
    }

    @Test
    void a_schema_with_tables_and_no_record_of_them_is_refused() throws Exception {
        migration("1_first", "create table a (id int)");
        own.execute("create table stranger (id int)");

        assertThatThrownBy(() -> deploy())
                .hasMessageContaining("not empty")
                .extracting("code")
                .isEqualTo("P3005");
    }
}
