package dev.tminus.app.aws;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.aws.FaultProxy.Fault;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A snapshot, on a fake RDS behind a proxy that does harm. */
class SnapshotTest {

    @TempDir
    Path folder;

    private final FakeAws aws = new FakeAws();
    private final FaultProxy proxy = new FaultProxy(aws);
    private AwsRun run;

    @BeforeEach
    void instance() {
        aws.rds.instance("donations-prod", same -> same);
        run = new AwsRun(folder, proxy.url()).with("instance", "donations-prod").with("snapshot", "pre-1");
    }

    @AfterEach
    void close() {
        proxy.close();
        aws.close();
    }

    @Test
    void a_snapshot_is_taken_and_waited_for() throws Exception {
        Outcome outcome = run.end("rds.snapshot");

        assertThat(done(outcome)).containsEntry("status", "available").containsEntry("percent", 100L);
        assertThat(((Outcome.Done) outcome).created())
                .containsExactly(new Resource("rds snapshot", "pre-1", run.context.step()));
        assertThat(run.context.shown()).contains("snapshot pre-1 is creating, 0 %");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"THROTTLE", "DROP_REPLY", "DROP_REQUEST", "BREAK", "BREAK_AFTER"})
    void no_fault_at_any_call_makes_a_second_snapshot(Fault fault) throws Exception {
        for (int call = 0; call < 6; call++) {
            String name = "pre-%s-%d".formatted(fault.name().toLowerCase(java.util.Locale.ROOT), call);
            run = new AwsRun(folder, proxy.url())
                    .with("instance", "donations-prod")
                    .with("snapshot", name);
            proxy.at(proxy.calls() + call, fault);

            assertThat(done(run.end("rds.snapshot"))).containsEntry("status", "available");
            assertThat(aws.rds.snapshotsMade()).containsOnlyOnce(name);
        }
    }

    @Test
    void a_lost_reply_to_the_create_is_unknown_and_settled_by_describing() throws Exception {
        proxy.always("CreateDBSnapshot", Fault.DROP_REPLY);

        Outcome listed = run.action("rds.snapshot").perform(run.context);
        run.context.earlier(((Outcome.NotYet) listed).progress());
        Outcome first = run.action("rds.snapshot").perform(run.context);
        Outcome then = run.action("rds.snapshot").lookAfter(run.context);

        assertThat(first).isInstanceOf(Outcome.Unknown.class);
        assertThat(then).isInstanceOf(Outcome.NotYet.class);
        assertThat(aws.calls()).containsOnlyOnce("CreateDBSnapshot");
    }

    @Test
    void it_is_listed_before_it_is_asked_for_and_no_more_when_it_is_refused() throws Exception {
        Outcome first = run.action("rds.snapshot").perform(run.context);
        assertThat(aws.calls()).doesNotContain("CreateDBSnapshot");
        assertThat(((Outcome.NotYet) first).created())
                .extracting(Resource::name)
                .containsExactly("pre-1");

        run.context.earlier(((Outcome.NotYet) first).progress());
        aws.rds.quota(0);
        Outcome refused = run.action("rds.snapshot").perform(run.context);

        assertThat(reason(refused)).contains("SnapshotQuotaExceeded");
        assertThat(((Outcome.Failed) refused).removed()).isEqualTo(((Outcome.NotYet) first).created());
    }

    @Test
    void what_goes_on_past_its_time_and_was_unknown_is_for_a_person() throws Exception {
        run.context.until(Instant.EPOCH);
        proxy.always("CreateDBSnapshot", Fault.DROP_REPLY);

        Outcome outcome = run.end("rds.snapshot");

        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(((Outcome.Unknown) outcome).why()).contains("goes on", "should have ended by 1970-01-01T00:00:00Z");
        assertThat(aws.rds.snapshotsMade()).containsExactly("pre-1");
    }

    @Test
    void expired_credentials_are_for_a_person_and_the_step_goes_on_with_new_ones() throws Exception {
        proxy.always("CreateDBSnapshot", Fault.EXPIRED);
        Outcome stopped = run.end("rds.snapshot");
        proxy.lift();

        assertThat(((Outcome.Failed) stopped).forPerson()).isTrue();
        assertThat(reason(stopped)).contains("ExpiredToken", "Sign in again");
        assertThat(done(run.end("rds.snapshot"))).containsEntry("status", "available");
        assertThat(aws.rds.snapshotsMade()).containsExactly("pre-1");
    }

    @Test
    void a_denial_names_the_missing_iam_action() throws Exception {
        proxy.always("CreateDBSnapshot", Fault.DENIED);

        assertThat(reason(run.end("rds.snapshot"))).contains("the IAM action rds:CreateDBSnapshot is missing");
    }

    @Test
    void a_snapshot_of_that_name_that_another_run_made_is_not_taken_for_ours() throws Exception {
        new AwsRun(folder, aws.url())
                .with("instance", "donations-prod")
                .with("snapshot", "pre-1")
                .end("rds.snapshot");
        run.context.of(dev.tminus.run.RunId.random(java.time.Instant.parse("2026-12-02T00:00:00Z")));

        assertThat(reason(run.end("rds.snapshot"))).contains("pre-1 already", "did not make");
    }

    @Test
    void a_busy_instance_is_waited_for_and_a_full_one_is_not() throws Exception {
        aws.rds.change("donations-prod", instance -> instance.dbInstanceStatus("backing-up"));
        assertThat(run.action("rds.snapshot").perform(run.context)).isInstanceOf(Outcome.NotYet.class);

        aws.rds.change("donations-prod", instance -> instance.dbInstanceStatus("storage-full"));
        assertThat(reason(run.end("rds.snapshot"))).contains("donations-prod is storage-full");
    }

    @Test
    void an_instance_says_what_the_checklist_asks() throws Exception {
        var result = done(run.end("rds.instance"));

        assertThat(result)
                .containsEntry("backup_retention_days", 35L)
                .containsEntry("parameter_group", "donations")
                .containsEntry("subnet_group", "private")
                .containsEntry("security_groups", java.util.List.of("sg-1"))
                .containsEntry("endpoint", "donations-prod.abc.eu-central-1.rds.amazonaws.com")
                .containsEntry("pending_changes", java.util.List.of())
                .containsKey("latest_restorable_time");
    }

    @Test
    void a_probe_changes_nothing() throws Exception {
        run.action("rds.snapshot").probe(run.context);

        assertThat(aws.calls()).isNotEmpty().noneMatch(call -> call.matches("(Create|Modify|Delete|Restore).*"));
    }
}
