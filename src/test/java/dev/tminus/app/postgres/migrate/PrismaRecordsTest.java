package dev.tminus.app.postgres.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.postgres.migrate.Migrator.Resolution;
import org.junit.jupiter.api.Test;

/** What stands in {@code _prisma_migrations}, what is read from it, and how a person puts it right. */
class PrismaRecordsTest extends OnPrisma {

    @Test
    void a_finished_row_has_the_checksum_one_step_and_millisecond_times_in_utc() throws Exception {
        migration("1_first", "create table a (id int);\r\n");

        deploy();

        own.execute("set timezone = 'UTC'");
        assertThat(own.rows("select migration_name, checksum, applied_steps_count, started_at, finished_at, logs,"
                        + " rolled_back_at from _prisma_migrations"))
                .containsExactly("1_first|b62869884d373e065d3512d76855a5fab1b29952487e60f1e4128b1ac64f9e81|1"
                        + "|2026-01-02 03:04:05.678+00|2026-01-02 03:04:05.678+00|null|null");
    }

    @Test
    void the_id_of_a_row_is_a_lower_case_random_uuid() throws Exception {
        migration("1_first", "create table a (id int)");

        deploy();

        assertThat(own.rows("select id from _prisma_migrations").get(0))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void a_failed_migration_leaves_a_row_without_an_end_and_with_the_error() throws Exception {
        migration("1_broken", "create table a (id int);\ninsert into nowhere values (1);");

        deploy();

        assertThat(own.rows("select finished_at, applied_steps_count, logs ~ 'relation \"nowhere\" does not exist',"
                        + " logs ~ 'Database error code: 42P01' from _prisma_migrations"))
                .containsExactly("null|0|t|t");
        assertThat(look().failed()).hasSize(1);
    }

    @Test
    void a_failed_migration_stops_every_later_deploy() throws Exception {
        migration("1_broken", "select 1/0");
        deploy();

        assertThatThrownBy(() -> deploy())
                .isInstanceOf(MigrationRefused.class)
                .hasMessageContaining("1_broken")
                .extracting("code")
                .isEqualTo("P3009");
    }

    @Test
    void a_migration_resolved_as_rolled_back_runs_again_and_both_rows_stay() throws Exception {
        migration("1_broken", "select 1/0");
        deploy();
        migrator.resolve(own.connection(), "1_broken", Resolution.ROLLED_BACK);
        migration("1_broken", "create table a (id int)");

        MigrationReport report = deploy();

        assertThat(report.applied()).hasSize(1);
        assertThat(own.rows("select rolled_back_at is null, finished_at is null from _prisma_migrations order by 1"))
                .containsExactly("f|t", "t|f");
    }

    @Test
    void a_migration_resolved_as_applied_gets_a_new_row_without_a_step() throws Exception {
        migration("1_broken", "select 1/0");
        deploy();

        migrator.resolve(own.connection(), "1_broken", Resolution.APPLIED);

        assertThat(own.rows("select applied_steps_count, rolled_back_at is null, finished_at = started_at"
                        + " from _prisma_migrations order by 2"))
                .containsExactly("0|f|null", "0|t|t");
        assertThat(look().upToDate()).isTrue();
    }

    @Test
    void a_migration_that_is_not_failed_cannot_be_resolved_as_rolled_back() throws Exception {
        migration("1_first", "create table a (id int)");
        deploy();

        assertThatThrownBy(() -> migrator.resolve(own.connection(), "1_first", Resolution.ROLLED_BACK))
                .hasMessageContaining("not in a failed state");
        assertThatThrownBy(() -> migrator.resolve(own.connection(), "1_first", Resolution.APPLIED))
                .hasMessageContaining("already recorded as applied");
        assertThatThrownBy(() -> migrator.resolve(own.connection(), "9_other", Resolution.ROLLED_BACK))
                .hasMessageContaining("never applied");
    }

    @Test
    void a_started_migration_without_end_or_error_is_unknown_until_a_person_says() throws Exception {
        migration("1_first", "create table a (id int)");
        new PrismaRecords(own.connection(), "public").prepare();
        new PrismaRecords(own.connection(), "public")
                .started(migrator.pending(own.connection()).get(0), CLOCK.instant());

        MigrationLook look = look();

        assertThat(look.unknown()).extracting(attempt -> attempt.effectProven()).containsExactly(false);
        assertThat(look.pending()).isEmpty();
        assertThatThrownBy(() -> deploy()).hasMessageContaining("outcome is not known");
    }

    @Test
    void a_counted_step_proves_the_effect_of_a_migration_whose_end_was_not_recorded() throws Exception {
        migration("1_first", "create table a (id int)");
        PrismaRecords records = new PrismaRecords(own.connection(), "public");
        records.prepare();
        records.stepDone(records.started(migrator.pending(own.connection()).get(0), CLOCK.instant()));

        assertThat(look().unknown().get(0).effectProven()).isTrue();
        assertThatThrownBy(() -> deploy()).hasMessageContaining("went through");
    }
}
