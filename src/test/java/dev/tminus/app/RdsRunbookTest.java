package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.FakeAws;
import dev.tminus.app.aws.FaultProxy;
import dev.tminus.app.aws.FaultProxy.Fault;
import dev.tminus.app.aws.Pauses;
import dev.tminus.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The donations runbook on RDS, from its first step to its last, on a fake AWS behind a proxy that does harm. */
class RdsRunbookTest {

    private static final Path FILE = Path.of("../runbooks/donations/rds.runbook.yaml");
    private static final Pauses QUICK = new Pauses(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2));

    /** At how many of the calls a sweep does harm; the others follow with -Dtminus.faults=1. */
    private static final int STRIDE = Integer.getInteger("tminus.faults", 7);

    @TempDir
    Path folder;

    private FakeAws aws;
    private FaultProxy proxy;

    @BeforeEach
    void start() {
        aws = new FakeAws();
        aws.rds.instance("donations-demo", same -> same);
        aws.metrics.value("CPUUtilization", 20.0);
        proxy = new FaultProxy(aws.url());
    }

    @AfterEach
    void stop() {
        proxy.close();
        aws.close();
    }

    private Ended drive(Map<String, Object> others) throws Exception {
        Path state = Files.createTempDirectory(folder, "site");
        Map<String, String> variables = new HashMap<>(FakeAws.CREDENTIALS);
        variables.put("AWS_ENDPOINT_URL", proxy.url());
        Map<String, Object> answers = new LinkedHashMap<>(Map.of(
                "restore_drill/remove", "approve",
                "go", Map.of("option", "go"),
                "apply", "approve",
                "open", Map.of("option", "open"),
                "cleanup", "approve",
                "restore_backup", "approve",
                "restore", "approve",
                "swap", "approve"));
        answers.putAll(others);
        try (ShippedRun runs = new ShippedRun(
                FILE,
                state,
                Map.of("donations/demo/database-url", "postgresql://u:p@127.0.0.1/none"),
                new AwsAccess(variables, InstantSource.system(), QUICK))) {
            return runs.drive(
                    "demo_rds",
                    Map.of(
                            "migration", "20251201000000_gift_net_amount",
                            "window", "2026-12-01T01:00[Europe/Berlin]/PT3H",
                            "demo_state", state.toString()),
                    answers);
        }
    }

    private void assertNothingTwice() {
        assertThat(aws.rds.snapshotsMade()).doesNotHaveDuplicates();
        assertThat(aws.rds.snapshotsMade().stream().filter(name -> name.contains("-pre-")))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void it_runs_from_its_first_step_to_its_last_and_leaves_only_the_archive() throws Exception {
        Ended run = drive(Map.of());

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.state().resources()).isEmpty();
        assertThat(aws.rds.instances()).containsExactly("donations-demo");
        assertThat(aws.rds.snapshots()).singleElement().asString().contains("-archive-");
        assertNothingTwice();
    }

    @Test
    void the_way_back_restores_with_the_same_settings_and_keeps_the_endpoint() throws Exception {
        String before = aws.rds.instance("donations-demo").orElseThrow().dbiResourceId();

        Ended run = drive(Map.of("open", Map.of("option", "back")));

        assertThat(run.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(aws.rds.instance("donations-demo").orElseThrow().dbiResourceId())
                .isNotEqualTo(before);
        assertThat(aws.rds.instances()).hasSize(2).anyMatch(name -> name.startsWith("donations-demo-old-"));
        assertThat(run.state().resources())
                .extracting(resource -> resource.name().replaceAll("-(pre|old)-.*", "-$1"))
                .containsExactlyInAnyOrder("donations-demo-pre", "donations-demo-old");
        assertNothingTwice();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"THROTTLE", "DROP_REPLY", "DROP_REQUEST", "BREAK", "BREAK_AFTER"})
    void a_fault_at_any_call_ends_right_without_a_second_snapshot(Fault fault) throws Exception {
        int calls = calls();
        for (int at = fault.name().length() % STRIDE; at < calls; at += STRIDE) {
            stop();
            start();
            proxy.at(at, fault);

            Ended run = drive(Map.of("open", Map.of("option", "back")));

            assertThat(run.state().status()).as("%s at call %d", fault, at).isEqualTo(RunStatus.ROLLED_BACK);
            assertThat(aws.rds.instances()).hasSize(2);
            assertNothingTwice();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EXPIRED", "DENIED"})
    void where_only_a_person_helps_the_run_waits_with_a_clear_question(Fault fault) throws Exception {
        for (String operation : List.of(
                "DescribeDBInstances",
                "RestoreDBInstanceToPointInTime",
                "CreateDBSnapshot",
                "RestoreDBInstanceFromDBSnapshot",
                "ModifyDBInstance")) {
            stop();
            start();
            proxy.always(operation, fault);

            Ended run = drive(Map.of("open", Map.of("option", "back")));

            assertThat(run.state().status()).as(operation).isNotIn(RunStatus.SUCCEEDED, RunStatus.ROLLED_BACK);
            assertThat(run.checklist().waiting())
                    .as(operation)
                    .anyMatch(asked ->
                            asked.detail().contains(fault == Fault.EXPIRED ? "Sign in again" : "rds:" + operation));
            assertNothingTwice();
        }
    }

    /** How many calls the longest way takes. */
    private int calls() throws Exception {
        drive(Map.of("open", Map.of("option", "back")));
        return proxy.calls();
    }
}
