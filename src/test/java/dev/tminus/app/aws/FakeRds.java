package dev.tminus.app.aws;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Instances and snapshots that take their time: each becomes what it is to be after some looks at it. Refuses what RDS
 * refuses, under RDS's names. Safe for threads.
 */
public final class FakeRds {

    private static final String ARN = "arn:aws:rds:eu-central-1:123456789012:";

    /** How many looks something takes that goes on. */
    public int looks = 2;

    private final Map<String, DBInstance> instances = new LinkedHashMap<>();
    private final Map<String, DBSnapshot> snapshots = new LinkedHashMap<>();
    private final Map<String, Change> underWay = new LinkedHashMap<>();
    private final List<String> snapshotsMade = new ArrayList<>();

    /** What becomes of something after some more looks. */
    private record Change(int looks, Runnable then) {}

    synchronized SdkPojo answer(Parameters ask) {
        return switch (ask.operation()) {
            case "DescribeDBInstances" -> describeInstances(ask);
            case "DescribeDBSnapshots" -> describeSnapshots(ask);
            case "CreateDBSnapshot" -> createSnapshot(ask);
            case "DescribePendingMaintenanceActions" ->
                DescribePendingMaintenanceActionsResponse.builder().build();
            case "DescribeAccountAttributes" ->
                DescribeAccountAttributesResponse.builder()
                        .accountQuotas(AccountQuota.builder()
                                .accountQuotaName("ManualSnapshots")
                                .used((long) snapshots.size())
                                .max(100L)
                                .build())
                        .build();
            default -> throw new Refusal(400, "InvalidAction", "no operation " + ask.operation());
        };
    }

    /** An instance that is there from the start. */
    @SuppressWarnings("unchecked")
    public synchronized void instance(String name, UnaryOperator<DBInstance.Builder> settings) {
        DBInstance.Builder made = DBInstance.builder()
                .dbInstanceIdentifier(name)
                .dbInstanceArn(ARN + "db:" + name)
                .dbiResourceId("db-" + Integer.toHexString(name.hashCode()).toUpperCase(java.util.Locale.ROOT))
                .dbInstanceStatus("available")
                .dbInstanceClass("db.m6g.large")
                .engine("postgres")
                .engineVersion("15.8")
                .allocatedStorage(100)
                .storageType("gp3")
                .storageEncrypted(true)
                .kmsKeyId(ARN.replace(":rds:", ":kms:") + "key/1")
                .multiAZ(true)
                .backupRetentionPeriod(35)
                .latestRestorableTime(Instant.now().minusSeconds(240).truncatedTo(ChronoUnit.SECONDS))
                .endpoint(endpoint -> endpoint.address(host(name)).port(5432))
                .dbSubnetGroup(group -> group.dbSubnetGroupName("private"))
                .vpcSecurityGroups(group -> group.vpcSecurityGroupId("sg-1").status("active"))
                .dbParameterGroups(
                        group -> group.dbParameterGroupName("donations").parameterApplyStatus("in-sync"))
                .preferredBackupWindow("03:00-03:30")
                .preferredMaintenanceWindow("sun:04:00-sun:04:30")
                .tagList(List.of());
        instances.put(name, settings.apply(made).build());
    }

    public synchronized void change(String name, UnaryOperator<DBInstance.Builder> settings) {
        instances.computeIfPresent(
                name, (same, old) -> settings.apply(old.toBuilder()).build());
    }

    public synchronized Optional<DBInstance> instance(String name) {
        return Optional.ofNullable(instances.get(name));
    }

    /** The names of all snapshots ever made, each as often as it was made. */
    public synchronized List<String> snapshotsMade() {
        return List.copyOf(snapshotsMade);
    }

    private static String host(String name) {
        return name + ".abc.eu-central-1.rds.amazonaws.com";
    }

    private SdkPojo describeInstances(Parameters ask) {
        Optional<String> name = ask.get("DBInstanceIdentifier");
        name.ifPresent(wanted -> {
            tick("instance " + wanted);
            if (!instances.containsKey(wanted)) {
                throw new Refusal(404, "DBInstanceNotFound", "DBInstance %s not found.".formatted(wanted));
            }
        });
        Optional<String> resource =
                ask.get("Filters.Filter.1.Name").map(filter -> ask.text("Filters.Filter.1.Values.Value.1"));
        resource.ifPresent(id -> List.copyOf(instances.values()).stream()
                .filter(instance -> id.equals(instance.dbiResourceId()))
                .forEach(instance -> tick("instance " + instance.dbInstanceIdentifier())));
        return DescribeDbInstancesResponse.builder()
                .dbInstances(instances.values().stream()
                        .filter(instance -> name.map(instance.dbInstanceIdentifier()::equals)
                                .orElse(true))
                        .filter(instance ->
                                resource.map(instance.dbiResourceId()::equals).orElse(true))
                        .toList())
                .build();
    }

    private SdkPojo describeSnapshots(Parameters ask) {
        String name = ask.text("DBSnapshotIdentifier");
        tick("snapshot " + name);
        DBSnapshot found = snapshots.get(name);
        if (found == null) {
            throw new Refusal(404, "DBSnapshotNotFound", "DBSnapshot %s not found.".formatted(name));
        }
        return DescribeDbSnapshotsResponse.builder().dbSnapshots(found).build();
    }

    private SdkPojo createSnapshot(Parameters ask) {
        String name = ask.text("DBSnapshotIdentifier");
        DBInstance source = require(ask.text("DBInstanceIdentifier"));
        if (snapshots.containsKey(name)) {
            throw new Refusal(400, "DBSnapshotAlreadyExists", "%s already exists".formatted(name));
        }
        requireState(source, "available");
        DBSnapshot made = DBSnapshot.builder()
                .dbSnapshotIdentifier(name)
                .dbInstanceIdentifier(source.dbInstanceIdentifier())
                .dbSnapshotArn(ARN + "snapshot:" + name)
                .snapshotCreateTime(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .status("creating")
                .percentProgress(0)
                .allocatedStorage(source.allocatedStorage())
                .engine(source.engine())
                .engineVersion(source.engineVersion())
                .encrypted(source.storageEncrypted())
                .kmsKeyId(source.kmsKeyId())
                .snapshotType("manual")
                .tagList(tags(ask))
                .build();
        snapshotsMade.add(name);
        snapshots.put(name, made);
        after(
                "snapshot " + name,
                () -> snapshots.computeIfPresent(
                        name,
                        (same, old) -> old.toBuilder()
                                .status("available")
                                .percentProgress(100)
                                .build()));
        return CreateDbSnapshotResponse.builder().dbSnapshot(made).build();
    }

    private void after(String what, Runnable then) {
        underWay.put(what, new Change(looks, then));
    }

    private void tick(String what) {
        Change change = underWay.get(what);
        if (change != null && change.looks() <= 0) {
            underWay.remove(what);
            change.then().run();
        } else if (change != null) {
            underWay.put(what, new Change(change.looks() - 1, change.then()));
        }
    }

    private DBInstance require(String name) {
        return instance(name)
                .orElseThrow(() -> new Refusal(404, "DBInstanceNotFound", "DBInstance %s not found.".formatted(name)));
    }

    private static void requireState(DBInstance instance, String state) {
        if (!instance.dbInstanceStatus().equals(state)) {
            throw new Refusal(
                    400,
                    "InvalidDBInstanceState",
                    "Instance %s is not in %s state.".formatted(instance.dbInstanceIdentifier(), state));
        }
    }

    private static List<Tag> tags(Parameters ask) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 1; ask.get("Tags.Tag." + i + ".Key").isPresent(); i++) {
            tags.add(Tag.builder()
                    .key(ask.text("Tags.Tag." + i + ".Key"))
                    .value(ask.text("Tags.Tag." + i + ".Value"))
                    .build());
        }
        return tags;
    }
}
