package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.FakeAws;
import dev.tminus.app.aws.Pauses;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The donations runbook on RDS with everything it ships: a fake AWS, and real databases behind its instances. The ways
 * back that ask nothing of AWS are those of {@link DonationsRunTest}.
 */
class RdsRunbookTest {

    static final Pauses QUICK = new Pauses(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2));
    private static final Set<StepStatus> DONE = Set.of(StepStatus.DONE, StepStatus.CLOSED);
    private static final String INSTANCE = "donations-demo";

    @TempDir
    Path folder;

    private DonationsSite site;
    private RdsDatabases databases;
    private FakeAws aws;
    private List<String> before;

    @BeforeEach
    void start() throws Exception {
        site = new DonationsSite("rds", folder.resolve("site"));
        site.setUp();
        databases = new RdsDatabases(INSTANCE, site.database());
        aws = new FakeAws(databases);
        aws.rds.instance(INSTANCE, same -> same);
        aws.keeper.keep("donations/demo/database-url", databases.url(INSTANCE));
        aws.metrics.value("CPUUtilization", 20.0);
        aws.metrics.value("ReadLatency", 0.001);
        aws.metrics.value("SwapUsage", 0.0);
        before = site.rows();
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
        databases.close();
        aws.close();
    }

    private Ended drive(Map<String, Object> others) throws Exception {
        Map<String, String> variables = new HashMap<>(FakeAws.CREDENTIALS);
        variables.put("AWS_ENDPOINT_URL", aws.url());
        AwsAccess access = new AwsAccess(variables, InstantSource.system(), QUICK);
        try (ShippedRun runs =
                new ShippedRun(DonationsSite.FOLDER.resolve("donations.runbook.yaml"), folder, Map.of(), access)) {
            return runs.drive("demo_rds", site.inputs(), DonationsSite.answers(others));
        }
    }

    private List<String> rows() throws Exception {
        return DonationsSite.rows(databases.of(INSTANCE));
    }

    private List<String> gifts() throws Exception {
        return DonationsSite.columns(databases.of(INSTANCE), "gifts");
    }

    @Test
    void it_runs_from_its_first_step_to_its_last_and_leaves_only_the_archive() throws Exception {
        Ended run = drive(Map.of());

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.state().openEffects()).isEmpty();
        assertThat(run.state().resources()).isEmpty();
        assertThat(run.lines())
                .filteredOn(line -> !DONE.contains(line.status()))
                .extracting(StepLine::reason)
                .allMatch(reason -> reason.contains("vars.platform == \"self_hosted\"")
                        || reason.contains("vars.backup == ")
                        || reason.equals("the demo has no tracker")
                        || reason.equals("this run is the rehearsal")
                        || reason.contains("steps.statements_kept.kept"));
        assertThat(aws.rds.instances()).containsExactly(INSTANCE);
        assertThat(aws.rds.snapshots()).singleElement().asString().contains("-archive-");
        assertThat(rows()).isEqualTo(before);
        assertThat(gifts()).contains("net_amount");
    }

    @Test
    void a_migration_that_is_not_opened_to_users_can_be_undone_from_the_snapshot_behind_the_same_endpoint()
            throws Exception {
        String resource = aws.rds.instance(INSTANCE).orElseThrow().dbiResourceId();

        Ended run = drive(Map.of("open", Map.of("option", "back"), "fm_path", Map.of("option", "restore")));

        assertThat(run.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(aws.rds.instance(INSTANCE).orElseThrow().dbiResourceId()).isNotEqualTo(resource);
        assertThat(databases.of(INSTANCE)).isNotEqualTo(site.database());
        assertThat(rows()).isEqualTo(before);
        assertThat(run.state().openEffects()).isEmpty();
        assertThat(run.state().resources())
                .extracting(left -> left.name().replaceAll("-(pre|old)-.*", "-$1"))
                .containsExactlyInAnyOrder(INSTANCE + "-pre", INSTANCE + "-old");
    }

    @Test
    void an_application_that_is_broken_is_taken_back_to_the_snapshot() throws Exception {
        Path log = site.state().resolve("error.log");
        Instant later = Instant.now().plus(Duration.ofHours(1)); // still new when they are counted
        Files.writeString(log, (later + " ERROR it is broken\n").repeat(6), StandardOpenOption.APPEND);

        Ended run = drive(Map.of(
                "watch_errors", Map.of("rollback", "app_broken"),
                "ab_choose", Map.of("option", "restore")));

        assertThat(run.line("ab_restore_rds/swap").status()).isEqualTo(StepStatus.DONE);
        assertThat(run.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(rows()).isEqualTo(before);
        assertThat(gifts()).doesNotContain("net_amount");
        assertThat(site.isOpen()).isTrue();
    }

    @Test
    void a_load_far_above_the_baseline_is_remedied_and_the_run_goes_on() throws Exception {
        aws.metrics.values("CPUUtilization", 20.0, 99.0, 20.0);

        Ended run = drive(Map.of("load_stays", Map.of("rollback", "slow")));

        assertThat(run.state().step("sl_logging_rds").status()).isEqualTo(StepStatus.CLOSED);
        assertThat(aws.calls()).contains("ModifyDBParameterGroup", "ResetDBParameterGroup");
        assertThat(aws.rds.parameter("log_min_duration_statement")).isEqualTo("-1");
        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.state().deviations()).isNotEmpty();
    }
}
