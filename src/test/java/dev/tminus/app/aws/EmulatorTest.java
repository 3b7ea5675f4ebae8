package dev.tminus.app.aws;

import static dev.tminus.app.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tminus.app.aws.secret.AwsSecrets;
import dev.tminus.book.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The actions on an emulator that is not ours, so that the fake beside these tests cannot flatter them. It has no
 * pending maintenance for {@code rds.instance}, one resource id for all instances that {@code rds.swap} tells apart, few
 * parameters for {@code rds.parameters}, and not the protocol in which the SDK asks for {@code cloudwatch.metric}.
 */
class EmulatorTest {

    private static Optional<Emulator> emulator = Optional.empty();

    @TempDir
    Path folder;

    private final AwsAccess access = new AwsAccess(variables(), InstantSource.system(), AwsRun.QUICK);
    private final RdsClient rds =
            access.client(Map.of(), RdsClient.class, connector -> connector.connect(RdsClient.builder(), "RDS"));

    private static Map<String, String> variables() {
        Map<String, String> all = new LinkedHashMap<>(FakeAws.CREDENTIALS);
        all.put("AWS_ENDPOINT_URL", url());
        return all;
    }

    @BeforeAll
    static void start() throws Exception {
        emulator = Emulator.start();
        emulator.ifPresent(aws -> System.out.println("tests of AWS use moto on " + aws.address()));
        assumeTrue(emulator.isPresent(), "neither Docker nor moto is here");
    }

    @AfterAll
    static void stop() throws Exception {
        if (emulator.isPresent()) {
            emulator.get().stop();
        }
    }

    private static String url() {
        return emulator.orElseThrow().address().toString();
    }

    @BeforeEach
    void instance() throws Exception {
        emulator.orElseThrow().forget();
        rds.createDBParameterGroup(group -> group.dbParameterGroupName("donations")
                .dbParameterGroupFamily("postgres15")
                .description("donations"));
        rds.createDBInstance(instance -> instance.dbInstanceIdentifier("prod")
                .engine("postgres")
                .engineVersion("15.4")
                .dbInstanceClass("db.r6g.large")
                .allocatedStorage(100)
                .masterUsername("donations")
                .masterUserPassword("not-a-secret")
                .dbParameterGroupName("donations")
                .backupRetentionPeriod(35));
    }

    private AwsRun run() {
        return new AwsRun(folder, url());
    }

    private List<String> instances() {
        return rds.describeDBInstances().dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .toList();
    }

    private List<String> snapshots() {
        return rds.describeDBSnapshots(ask -> ask.snapshotType("manual")).dbSnapshots().stream()
                .map(DBSnapshot::dbSnapshotIdentifier)
                .toList();
    }

    @Test
    void a_snapshot_is_made_once_however_often_it_is_asked_for() throws Exception {
        AwsRun snapshot = run().with("instance", "prod").with("snapshot", "pre");

        assertThat(done(snapshot.end("rds.snapshot"))).containsEntry("status", "available");
        assertThat(done(snapshot.end("rds.snapshot"))).containsEntry("status", "available");

        assertThat(snapshots()).containsExactly("pre");
    }

    @Test
    void a_restored_instance_keeps_what_the_original_has() throws Exception {
        done(run().with("instance", "prod").with("snapshot", "pre").end("rds.snapshot"));
        assertThat(done(run().with("snapshot", "pre")
                        .with("instance", "restored")
                        .with("like", "prod")
                        .end("rds.restore")))
                .containsEntry("parameter_group", "donations")
                .containsEntry("class", "db.r6g.large");

        assertThat(instances()).containsExactlyInAnyOrder("prod", "restored");
    }

    @Test
    void a_drill_is_restored_to_the_latest_moment_and_deleted_again() throws Exception {
        done(run().with("source", "prod")
                .with("instance", "drill")
                .with("at", "latest")
                .end("rds.restore_point_in_time"));
        assertThat(instances()).containsExactlyInAnyOrder("prod", "drill");

        AwsRun delete = run().with("instance", "drill").with("final_snapshot", false);
        delete.context.approvedAsDestructive();
        done(delete.end("rds.delete"));

        assertThat(instances()).containsExactly("prod");
    }

    @Test
    void an_instance_gets_another_name() throws Exception {
        done(run().with("instance", "prod").with("to", "old").end("rds.rename"));

        assertThat(instances()).containsExactly("old");
    }

    @Test
    void a_snapshot_is_archived_as_a_copy() throws Exception {
        done(run().with("instance", "prod").with("snapshot", "pre").end("rds.snapshot"));

        done(run().with("snapshot", "pre").with("copy_as", "archive").end("rds.archive"));

        assertThat(snapshots()).containsExactlyInAnyOrder("pre", "archive");
    }

    @Test
    void what_happened_to_an_instance_is_told() throws Exception {
        assertThat((List<?>)
                        done(run().with("instance", "prod").end("rds.events")).get("events"))
                .first()
                .asString()
                .contains("DB instance created");
    }

    @Test
    void a_secret_is_read() {
        access.client(
                        Map.of(),
                        SecretsManagerClient.class,
                        connector -> connector.connect(SecretsManagerClient.builder(), "SECRETSMANAGER"))
                .createSecret(secret -> secret.name("donations/url").secretString("postgresql://u:p@h/d"));

        String read = new AwsSecrets(new AwsAccess(FakeAws.CREDENTIALS, InstantSource.system(), AwsRun.QUICK))
                .fetch(
                        new Secret("database_url", "aws_secretsmanager", Map.of()),
                        Map.of("name", "donations/url", "aws", Map.of("endpoint", url(), "region", "eu-central-1")));

        assertThat(read).isEqualTo("postgresql://u:p@h/d");
    }
}
