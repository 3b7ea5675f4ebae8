package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.slack.Posted;
import dev.tminus.app.slack.ToldInSlack;
import dev.tminus.run.Estimates;
import dev.tminus.run.RunId;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The donations runbook, rehearsed once and then run for real, with everything it ships and on real databases. */
class DonationsRunTest {

    private static final Set<StepStatus> DONE = Set.of(StepStatus.DONE, StepStatus.CLOSED);
    private static final Map<String, String> IN_SLACK =
            Map.of("rita", "U0RITA", "dora", "U0DORA", "emil", "U0EMIL", "olga", "U0OLGA");

    @TempDir
    static Path folder;

    private static DonationsSite staging;
    private static DonationsSite production;
    private static ShippedRun runs;
    private static Ended rehearsal;

    @BeforeAll
    static void rehearsed() throws Exception {
        staging = new DonationsSite("staging", folder.resolve("staging"));
        production = new DonationsSite("production", folder.resolve("production"));
        runs = new ShippedRun(DonationsSite.FOLDER.resolve("donations.runbook.yaml"), folder, Map.of());
        runs.secrets(staging.secrets());
        runs.secrets(production.secrets());
        staging.setUp();
        rehearsal = runs.drive("demo_staging", staging.inputs(), DonationsSite.answers());
        staging.close();
    }

    @AfterAll
    static void close() {
        runs.close();
    }

    @BeforeEach
    void setUp() throws Exception {
        production.setUp();
    }

    @AfterEach
    void stop() throws Exception {
        production.close();
    }

    @Test
    void the_rehearsal_succeeds_and_measures_the_migration() {
        assertThat(rehearsal.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(rehearsal.line("apply").duration(Instant.now())).isPresent();
    }

    @Test
    void production_succeeds_with_every_item_of_the_guide_done() throws Exception {
        List<String> before = production.rows();
        ToldInSlack slack = runs.tellSlack(IN_SLACK);

        Ended run = runs.drive("demo_production", production.inputs(), DonationsSite.answers());

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertQuiet(slack, run);
        assertThat(run.state().openEffects()).isEmpty();
        assertThat(run.lines())
                .filteredOn(line -> !DONE.contains(line.status()))
                .extracting(StepLine::reason)
                .allMatch(reason -> reason.contains("vars.backup == \"pg_dump\"")
                        || reason.contains("vars.platform == \"rds\"")
                        || reason.equals("the demo has no tracker")
                        || reason.contains("steps.statements_kept.kept"));
        assertThat(expected(run, "apply"))
                .isCloseTo(
                        rehearsal
                                .line("apply")
                                .duration(Instant.now())
                                .orElseThrow()
                                .toMillis(),
                        withPercentage(2));
        assertThat(production.rows()).isEqualTo(before);
        assertThat(production.columns("gifts")).contains("net_amount");
    }

    /** What a green run says in Slack: its one message, and calls for those who are wanted. */
    private static void assertQuiet(ToldInSlack slack, Ended run) {
        try (slack) {
            RunId id = new RunId(run.state().start().id());
            slack.deliverAll();

            slack.assertQuiet(id, "#donations-release");
            assertThat(slack.told(id, "#donations-announce"))
                    .extracting(Posted::text)
                    .satisfiesExactly(
                            planned -> assertThat(planned).startsWith("Donations will be unavailable from"),
                            done -> assertThat(done).contains(" is done; downtime was "));
        }
    }

    /** Before runs of other tests in the same environment had their say. */
    private static long expected(Ended run, String step) {
        return Estimates.fixed(run.state())
                .find(step)
                .orElseThrow()
                .uncalibrated()
                .expected()
                .toMillis();
    }

    @Test
    void a_migration_that_fails_midway_is_rolled_back_and_every_row_is_still_there() throws Exception {
        production.execute(Files.readString(DonationsSite.FOLDER.resolve("demo/production-only.sql")));
        List<String> before = production.rows();

        Ended run = runs.drive("demo_production", production.inputs(), DonationsSite.answers());

        assertThat(run.line("apply").reason()).contains("23502");
        assertThat(run.line("fm_nothing").status()).isEqualTo(StepStatus.DONE);
        assertThat(run.line("fm_path").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(run.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(run.state().openEffects()).isEmpty();
        assertThat(production.rows()).isEqualTo(before);
        assertThat(production.columns("gifts")).doesNotContain("net_amount");
        assertThat(production.isOpen()).isTrue();
    }

    @Test
    void a_migration_that_is_not_opened_to_users_can_be_undone_from_the_backup() throws Exception {
        List<String> before = production.rows();

        Ended run = runs.drive(
                "demo_production",
                production.inputs(),
                DonationsSite.answers(
                        Map.of("open", Map.of("option", "back"), "fm_path", Map.of("option", "restore"))));

        assertThat(run.line("fm_restore/copy_back").status()).isEqualTo(StepStatus.DONE);
        assertThat(run.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(production.rows()).isEqualTo(before);
        assertThat(production.columns("gifts")).doesNotContain("net_amount");
    }

    @Test
    void an_application_that_logs_errors_is_taken_back_by_the_reverse_migration() throws Exception {
        List<String> before = production.rows();
        Path log = production.state().resolve("error.log");
        Instant later = Instant.now().plus(Duration.ofHours(1)); // still new when they are counted
        Files.writeString(log, (later + " ERROR it is broken\n").repeat(6), StandardOpenOption.APPEND);

        // Past the point of no return nothing turns back by itself: a person says so.
        Ended run = runs.drive(
                "demo_production",
                production.inputs(),
                DonationsSite.answers(Map.of("watch_errors", Map.of("rollback", "app_broken"))));

        assertThat(run.line("watch_errors").status()).isEqualTo(StepStatus.FAILED);
        assertThat(run.line("ab_reverse").status()).isEqualTo(StepStatus.DONE);
        assertThat(run.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(production.rows()).isEqualTo(before);
        assertThat(production.columns("gifts")).doesNotContain("net_amount");
    }

    @Test
    void a_bad_performance_is_remedied_and_the_run_goes_on() throws Exception {
        Ended run = runs.drive(
                "demo_production",
                production.inputs(),
                DonationsSite.answers(Map.of(
                        "db_metrics",
                        Map.of("fail", "the CPU is at 100%", "rollback", "slow"),
                        "sl_index_run",
                        "approve",
                        "sl_index",
                        Map.of(
                                "answers",
                                Map.of(
                                        "ddl",
                                        "create index concurrently gifts_payment_ref_idx on gifts (payment_ref)")))));

        // Once the run goes on, the checklist shows the run again; the journal keeps what the remedy did.
        assertThat(run.state().step("sl_index_run").status()).isEqualTo(StepStatus.DONE);
        assertThat(production.columns("gifts_payment_ref_idx")).contains("payment_ref");
        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.state().deviations()).isNotEmpty();
    }
}
