package dev.tminus.app.aws;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions on RDS and CloudWatch, on the fake; each look is made by a process of its own. */
class ActionsOnRdsTest {

    @TempDir
    Path folder;

    private final FakeAws aws = new FakeAws();

    @BeforeEach
    void instance() {
        aws.rds.instance("prod", same -> same);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private AwsRun run() {
        return new AwsRun(folder, aws.url());
    }

    @Test
    void a_restored_instance_keeps_what_the_original_has_and_says_what_is_lost() throws Exception {
        done(run().with("instance", "prod").with("snapshot", "pre").end("rds.snapshot"));

        Outcome outcome = run().with("snapshot", "pre")
                .with("instance", "restored")
                .with("like", "prod")
                .end("rds.restore");

        assertThat(done(outcome))
                .containsEntry("subnet_group", "private")
                .containsEntry("security_groups", List.of("sg-1"))
                .containsEntry("parameter_group", "donations")
                .containsEntry("class", "db.r6g.large")
                .containsEntry("backup_retention_days", 35L)
                .containsEntry("maintenance_window", "sun:04:00-sun:04:30")
                .containsEntry("differences", List.of());
        assertThat((Duration) done(outcome).get("loses")).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(((Outcome.Done) outcome).created())
                .containsExactly(new Resource("rds instance", "restored", "apply"));
    }

    @Test
    void what_a_restore_loses_is_shown_before_it_is_approved() throws Exception {
        done(run().with("instance", "prod").with("snapshot", "pre").end("rds.snapshot"));
        AwsRun run = run().with("snapshot", "pre").with("instance", "restored").with("like", "prod");

        Map<String, Object> shown =
                run.action("rds.restore").pending(run.context).map();

        assertThat(shown.get("loses")).asString().matches("everything written since then, \\d+.* so far");
        assertThat(shown.get("keeps")).asString().contains("sg-1");
    }

    @Test
    void a_drill_is_restored_to_the_latest_moment_and_deleted_again() throws Exception {
        AwsRun drill = run().with("source", "prod").with("instance", "drill").with("at", "latest");
        assertThat(done(drill.end("rds.restore_point_in_time"))).containsKeys("restored_to", "loses");

        Outcome gone =
                run().with("instance", "drill").with("final_snapshot", false).end("rds.delete");

        assertThat(((Outcome.Done) gone).removed()).containsExactly(new Resource("rds instance", "drill", "apply"));
        assertThat(aws.rds.instances()).containsExactly("prod");
    }

    @Test
    void a_moment_that_backups_have_not_reached_is_waited_for() throws Exception {
        AwsRun run = run().with("source", "prod").with("instance", "drill").with("at", "2999-01-01T00:00:00Z");

        assertThat(run.action("rds.restore_point_in_time").perform(run.context)).isInstanceOf(Outcome.NotYet.class);
        assertThat(aws.calls()).doesNotContain("RestoreDBInstanceToPointInTime");
    }

    @Test
    void what_this_run_did_not_make_is_not_deleted_without_leave() throws Exception {
        AwsRun run = run().with("instance", "prod").with("final_snapshot", "last");

        assertThat(reason(run.end("rds.delete"))).contains("not made by this run");
        run.context.approvedAsDestructive();
        assertThat(done(run.end("rds.delete"))).containsEntry("status", "deleted");
        assertThat(aws.rds.snapshots()).containsExactly("last");
    }

    @Test
    void a_restored_instance_whose_storage_is_full_fails_and_says_so() throws Exception {
        AwsRun drill = run().with("source", "prod").with("instance", "drill").with("at", "latest");
        while (aws.rds.instance("drill").isEmpty()) {
            Outcome look = drill.action("rds.restore_point_in_time").perform(drill.context);
            drill.context.earlier(((Outcome.NotYet) look).progress());
        }

        aws.rds.change("drill", instance -> instance.dbInstanceStatus("storage-full"));

        assertThat(reason(drill.end("rds.restore_point_in_time"))).contains("drill is storage-full");
    }

    @Test
    void a_parameter_is_set_and_reset() throws Exception {
        AwsRun set = run().with("group_of", "prod").with("set", Map.of("log_min_duration_statement", 1000L));
        assertThat(done(set.end("rds.parameters")).get("before")).isEqualTo(Map.of("log_min_duration_statement", "-1"));
        assertThat(aws.rds.parameter("log_min_duration_statement")).isEqualTo("1000");

        done(run().with("group_of", "prod")
                .with("reset", List.of("log_min_duration_statement"))
                .end("rds.parameters"));
        assertThat(aws.rds.parameter("log_min_duration_statement")).isEqualTo("-1");
    }

    @Test
    void a_parameter_that_needs_a_reboot_is_not_asked_for_at_once() throws Exception {
        done(run().with("group_of", "prod")
                .with("set", Map.of("max_connections", "300"))
                .end("rds.parameters"));

        assertThat(aws.rds.parameter("max_connections")).isEqualTo("300");
    }

    @Test
    void every_page_of_events_is_read() throws Exception {
        aws.rds.event("Multi-AZ failover started", "failover");
        aws.rds.event("Multi-AZ failover completed", "failover");

        var result = done(run().with("instance", "prod").end("rds.events"));

        assertThat(result).containsEntry("count", 2L);
        assertThat((List<?>) result.get("events")).first().asString().contains("failover started");
    }

    @Test
    void a_snapshot_is_archived_as_a_copy_and_as_an_export() throws Exception {
        done(run().with("instance", "prod").with("snapshot", "pre").end("rds.snapshot"));

        assertThat(done(run().with("snapshot", "pre").with("copy_as", "archive").end("rds.archive")))
                .containsEntry("location", "archive");
        assertThat(done(run().with("snapshot", "pre")
                        .with("bucket", "cold")
                        .with("prefix", "donations")
                        .with("role", "arn:aws:iam::1:role/export")
                        .with("kms_key", "alias/cold")
                        .end("rds.archive")))
                .containsEntry("location", "s3://cold/donations/pre");
        assertThat(aws.rds.snapshotsMade()).containsExactly("pre", "archive");
    }

    @Test
    void a_snapshot_is_archived_in_another_region() throws Exception {
        done(run().with("instance", "prod").with("snapshot", "pre").end("rds.snapshot"));

        Outcome outcome = run().with("snapshot", "pre")
                .with("copy_as", "archive")
                .with("to_region", "eu-west-1")
                .with("kms_key", "alias/archive")
                .end("rds.archive");

        assertThat(done(outcome).get("arn")).asString().contains(":eu-west-1:");
    }

    @Test
    void the_newest_value_of_a_metric_is_read_and_one_that_has_none_is_waited_for() throws Exception {
        AwsRun run = run().with("namespace", "AWS/RDS")
                .with("metric", "CPUUtilization")
                .with("instance", "prod");
        assertThat(run.action("cloudwatch.metric").perform(run.context)).isInstanceOf(Outcome.NotYet.class);

        aws.metrics.value("CPUUtilization", 42.5);

        assertThat(done(run.end("cloudwatch.metric")))
                .containsEntry("value", 42.5)
                .containsKey("at");
    }

    @Test
    void a_probe_names_what_iam_denies_and_a_quota_that_is_full() throws Exception {
        AwsRun run = run().with("instance", "prod").with("snapshot", "pre");
        aws.rds.forbid("rds:CreateDBSnapshot");
        assertThat(run.action("rds.snapshot").probe(run.context))
                .singleElement()
                .asString()
                .contains("rds:CreateDBSnapshot");

        aws.rds.quota(0);
        assertThat(run.action("rds.snapshot").probe(run.context))
                .singleElement()
                .asString()
                .contains("0 of 0 ManualSnapshots");
        assertThat(aws.calls()).noneMatch(call -> call.matches("(Create|Modify|Delete|Restore).*"));
    }
}
