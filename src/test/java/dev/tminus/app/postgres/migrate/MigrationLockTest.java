package dev.tminus.app.postgres.migrate;

import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.postgres.migrate.MigrationReport.Left;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Waiting for locks: for the one of deployments, and for those of other sessions on the tables. */
class MigrationLockTest extends OnPrisma {

    @Test
    void a_deploy_gives_up_while_another_session_holds_the_lock_and_names_it() throws Exception {
        try (Connection other = own.connect()) {
            execute(other, "set application_name = 'night shift'; select pg_advisory_lock(72707369)");
            ScriptSession session = ScriptSession.on(own.connection());

            assertThatThrownBy(() -> MigrationLock.take(
                            session, own.connection(), MigrationLock.PRISMA_KEY, Duration.ofMillis(50)))
                    .isInstanceOf(MigrationRefused.class)
                    .hasMessageContaining("night shift");
            assertThat(look().deploying()).isTrue();
        }
    }

    @Test
    void the_lock_is_free_again_after_a_deploy_and_after_a_failed_one() throws Exception {
        migration("1_broken", "select 1/0");

        deploy();

        assertThat(own.rows("select count(*) from pg_locks join pg_database d on d.oid = database"
                        + " where locktype = 'advisory' and datname = current_database()"))
                .containsExactly("0");
    }

    @Test
    void a_statement_that_waits_too_long_for_a_lock_is_tried_again_and_then_given_up() throws Exception {
        own.execute("create schema busy; create table busy.a (id int)");
        migration("1_alter", "alter table busy.a add column b int; alter table busy.a add column c int;");
        try (Connection other = own.connect()) {
            execute(other, "begin; select * from busy.a");

            MigrationReport report =
                    migrator.deploy(own.connection(), new LockPatience(Duration.ofMillis(20), 2, Duration.ofMillis(1)));

            assertThat(report.failed().orElseThrow().sqlState()).isEqualTo("55P03");
            assertThat(report.failed().orElseThrow().attempts()).isEqualTo(3);
        }
    }

    @Test
    void a_script_that_may_leave_effects_is_not_tried_again() throws Exception {
        own.execute("create schema busy; create table busy.a (id int)");
        migration("1_alter", "create table b (id int); commit; alter table busy.a add column b int;");
        try (Connection other = own.connect()) {
            execute(other, "begin; select * from busy.a");

            MigrationReport report =
                    migrator.deploy(own.connection(), new LockPatience(Duration.ofMillis(20), 2, Duration.ofMillis(1)));

            assertThat(report.failed().orElseThrow().attempts()).isEqualTo(1);
            assertThat(report.failed().orElseThrow().left()).isEqualTo(Left.MAYBE_SOME);
        }
    }
}
