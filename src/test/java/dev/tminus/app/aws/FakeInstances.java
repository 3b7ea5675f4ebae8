package dev.tminus.app.aws;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** Instances; a restored one has RDS's defaults where nothing is asked for. */
final class FakeInstances {

    final Map<String, DBInstance> all = new LinkedHashMap<>();
    private final UnderWay underWay;
    private final Databases databases;

    /** The status of what does not move, by resource id. */
    private final Map<String, String> stuck = new LinkedHashMap<>();

    private int count;

    FakeInstances(UnderWay underWay, Databases databases) {
        this.underWay = underWay;
        this.databases = databases;
    }

    String newId() {
        return "db-%08d".formatted(++count);
    }

    SdkPojo describe(Parameters ask) {
        Optional<String> name = ask.get("DBInstanceIdentifier");
        name.filter(wanted -> !isStuck(wanted)).ifPresent(wanted -> underWay.look("instance " + wanted));
        // What is renamed is looked at under both names.
        List.copyOf(all.keySet()).stream()
                .filter(other -> name.isPresent() && underWay.goesOn("instance " + other))
                .filter(other -> all.get(other).dbInstanceStatus().equals("renaming") && !isStuck(other))
                .forEach(other -> underWay.look("instance " + other));
        return DescribeDbInstancesResponse.builder()
                .dbInstances(name.map(wanted -> List.of(require(wanted)))
                        .orElseGet(
                                () -> all.keySet().stream().map(this::require).toList()))
                .build();
    }

    void stick(String name, String status) {
        Optional.ofNullable(all.get(name)).ifPresent(found -> stuck.put(found.dbiResourceId(), status));
    }

    void putRight() {
        stuck.clear();
    }

    private boolean isStuck(String name) {
        return all.containsKey(name) && stuck.containsKey(all.get(name).dbiResourceId());
    }

    DBInstance require(String name) {
        DBInstance found = all.get(name);
        if (found == null) {
            throw new Refusal(404, "DBInstanceNotFound", "DBInstance %s not found.".formatted(name));
        }
        return isStuck(name)
                ? found.toBuilder()
                        .dbInstanceStatus(stuck.get(found.dbiResourceId()))
                        .build()
                : found;
    }

    DBInstance requireAvailable(String name) {
        DBInstance found = require(name);
        if (!found.dbInstanceStatus().equals("available")) {
            throw new Refusal(400, "InvalidDBInstanceState", "Instance %s is not in available state.".formatted(name));
        }
        return found;
    }

    SdkPojo restore(Parameters ask, DBSnapshot snapshot) {
        if (!snapshot.status().equals("available")) {
            throw new Refusal(400, "InvalidDBSnapshotState", "the snapshot is not available");
        }
        DBInstance made = begin(
                ask,
                ask.text("DBInstanceIdentifier"),
                DBInstance.builder()
                        .engine(snapshot.engine())
                        .engineVersion(snapshot.engineVersion())
                        .allocatedStorage(snapshot.allocatedStorage())
                        .storageEncrypted(snapshot.encrypted())
                        .kmsKeyId(snapshot.kmsKeyId()));
        databases.restore(snapshot.dbSnapshotIdentifier(), made.dbInstanceIdentifier());
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(made)
                .build();
    }

    SdkPojo restoreToTime(Parameters ask) {
        DBInstance source = require(ask.text("SourceDBInstanceIdentifier"));
        Optional<Instant> at = ask.get("RestoreTime").map(Instant::parse);
        if (at.isPresent() == ask.flag("UseLatestRestorableTime").orElse(false)) {
            throw new Refusal(400, "InvalidParameterCombination", "one of RestoreTime and UseLatestRestorableTime");
        }
        if (at.isPresent() && at.get().isAfter(source.latestRestorableTime())) {
            throw new Refusal(400, "InvalidParameterValue", "RestoreTime is after LatestRestorableTime");
        }
        DBInstance made = begin(
                ask,
                ask.text("TargetDBInstanceIdentifier"),
                DBInstance.builder()
                        .engine(source.engine())
                        .engineVersion(source.engineVersion())
                        .allocatedStorage(source.allocatedStorage())
                        .storageEncrypted(source.storageEncrypted())
                        .kmsKeyId(source.kmsKeyId()));
        databases.copy(source.dbInstanceIdentifier(), made.dbInstanceIdentifier());
        return RestoreDbInstanceToPointInTimeResponse.builder().dbInstance(made).build();
    }

    private DBInstance begin(Parameters ask, String name, DBInstance.Builder from) {
        if (all.containsKey(name)) {
            throw new Refusal(400, "DBInstanceAlreadyExists", "%s already exists".formatted(name));
        }
        List<String> groups = ask.list("VpcSecurityGroupIds.VpcSecurityGroupId");
        DBInstance made = from.dbInstanceIdentifier(name)
                .dbInstanceArn(FakeRds.ARN + "db:" + name)
                .dbiResourceId(newId())
                .dbInstanceStatus("creating")
                .instanceCreateTime(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .dbInstanceClass(ask.get("DBInstanceClass").orElse("db.m6g.large"))
                .multiAZ(ask.flag("MultiAZ").orElse(false))
                .storageType(ask.get("StorageType").orElse("gp2"))
                .backupRetentionPeriod(1)
                .preferredBackupWindow("03:00-03:30")
                .preferredMaintenanceWindow("mon:00:00-mon:00:30")
                .dbSubnetGroup(group ->
                        group.dbSubnetGroupName(ask.get("DBSubnetGroupName").orElse("default")))
                .vpcSecurityGroups((groups.isEmpty() ? List.of("sg-default") : groups)
                        .stream()
                                .map(id -> VpcSecurityGroupMembership.builder()
                                        .vpcSecurityGroupId(id)
                                        .status("active")
                                        .build())
                                .toList())
                .dbParameterGroups(DBParameterGroupStatus.builder()
                        .dbParameterGroupName(ask.get("DBParameterGroupName").orElse("default.postgres15"))
                        .parameterApplyStatus("in-sync")
                        .build())
                .tagList(ask.tags())
                .build();
        all.put(name, made);
        underWay.begin(
                "instance " + name,
                () -> set(
                        name,
                        old -> old.dbInstanceStatus("available")
                                .latestRestorableTime(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                                .endpoint(databases.address(name).endpoint())));
        return made;
    }

    void set(String name, java.util.function.UnaryOperator<DBInstance.Builder> settings) {
        all.computeIfPresent(
                name, (same, old) -> settings.apply(old.toBuilder()).build());
    }

    SdkPojo modify(Parameters ask) {
        String name = ask.text("DBInstanceIdentifier");
        DBInstance before = requireAvailable(name);
        Optional<String> to = ask.get("NewDBInstanceIdentifier");
        to.filter(all::containsKey).ifPresent(taken -> {
            throw new Refusal(400, "DBInstanceAlreadyExists", "%s already exists".formatted(taken));
        });
        String status = to.isPresent() ? "renaming" : "modifying";
        set(name, old -> old.dbInstanceStatus(status));
        underWay.begin("instance " + name, () -> {
            set(name, old -> {
                ask.number("BackupRetentionPeriod").ifPresent(old::backupRetentionPeriod);
                ask.get("PreferredMaintenanceWindow").ifPresent(old::preferredMaintenanceWindow);
                ask.get("PreferredBackupWindow").ifPresent(old::preferredBackupWindow);
                ask.number("MaxAllocatedStorage").ifPresent(old::maxAllocatedStorage);
                ask.flag("DeletionProtection").ifPresent(old::deletionProtection);
                return old.dbInstanceStatus("available");
            });
            to.ifPresent(fresh -> rename(name, fresh));
        });
        return ModifyDbInstanceResponse.builder().dbInstance(before).build();
    }

    /** Under the new name it is still busy for some looks. */
    private void rename(String name, String to) {
        all.put(
                to,
                all.remove(name).toBuilder()
                        .dbInstanceIdentifier(to)
                        .dbInstanceArn(FakeRds.ARN + "db:" + to)
                        .dbInstanceStatus("modifying")
                        .endpoint(databases.address(to).endpoint())
                        .build());
        databases.rename(name, to);
        underWay.begin("instance " + to, () -> set(to, old -> old.dbInstanceStatus("available")));
    }

    SdkPojo delete(Parameters ask, FakeSnapshots snapshots) {
        String name = ask.text("DBInstanceIdentifier");
        DBInstance instance = require(name);
        if (Set.of("modifying", "renaming").contains(instance.dbInstanceStatus())) {
            throw new Refusal(400, "InvalidDBInstanceState", "Instance %s is not in available state.".formatted(name));
        }
        stuck.remove(instance.dbiResourceId());
        if (Boolean.TRUE.equals(instance.deletionProtection())) {
            throw new Refusal(400, "InvalidParameterCombination", "Cannot delete protected DB Instance");
        }
        if (!ask.flag("SkipFinalSnapshot").orElse(false)) {
            snapshots.create(
                    new Parameters(Map.of("DBSnapshotIdentifier", ask.text("FinalDBSnapshotIdentifier"))), instance);
        }
        set(name, old -> old.dbInstanceStatus("deleting"));
        underWay.begin("instance " + name, () -> all.remove(name));
        return DeleteDbInstanceResponse.builder().dbInstance(instance).build();
    }
}
