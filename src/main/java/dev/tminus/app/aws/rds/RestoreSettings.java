package dev.tminus.app.aws.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/**
 * What a restored instance keeps of the one it is like: network, groups, class, storage, access and backups. RDS would
 * give it defaults, the default security group above all. The encryption key stays that of the backup.
 */
record RestoreSettings(DBInstance like) {

    RestoreDbInstanceFromDbSnapshotRequest.Builder onto(RestoreDbInstanceFromDbSnapshotRequest.Builder ask) {
        ask.dbInstanceClass(like.dbInstanceClass())
                .port(port())
                .dbSubnetGroupName(subnetGroup())
                .vpcSecurityGroupIds(InstanceFacts.securityGroups(like))
                .dbParameterGroupName(InstanceFacts.parameterGroup(like).orElse(null))
                .optionGroupName(optionGroup())
                .multiAZ(like.multiAZ())
                .publiclyAccessible(like.publiclyAccessible())
                .autoMinorVersionUpgrade(like.autoMinorVersionUpgrade())
                .storageType(like.storageType())
                .enableIAMDatabaseAuthentication(like.iamDatabaseAuthenticationEnabled())
                .copyTagsToSnapshot(like.copyTagsToSnapshot())
                .networkType(like.networkType())
                .caCertificateIdentifier(like.caCertificateIdentifier());
        if (like.hasEnabledCloudwatchLogsExports()) {
            ask.enableCloudwatchLogsExports(like.enabledCloudwatchLogsExports());
        }
        return ask;
    }

    /** The same settings, which both requests call by the same names. */
    RestoreDbInstanceToPointInTimeRequest.Builder onto(RestoreDbInstanceToPointInTimeRequest.Builder ask) {
        Map<String, SdkField<?>> theirs =
                ask.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, field -> field));
        RestoreDbInstanceFromDbSnapshotRequest mine =
                onto(RestoreDbInstanceFromDbSnapshotRequest.builder()).build();
        for (SdkField<?> field : mine.sdkFields()) {
            Object value = field.getValueOrDefault(mine);
            if (value != null && !(value instanceof SdkAutoConstructList)) {
                Optional.ofNullable(theirs.get(field.memberName()))
                        .orElseThrow(() ->
                                new IllegalStateException("a restore to a point in time has no " + field.memberName()))
                        .set(ask, value);
            }
        }
        return ask;
    }

    /** What a restore cannot set and a change afterwards can. */
    ModifyDbInstanceRequest.Builder onto(ModifyDbInstanceRequest.Builder ask) {
        return ask.backupRetentionPeriod(like.backupRetentionPeriod())
                .preferredBackupWindow(like.preferredBackupWindow())
                .preferredMaintenanceWindow(like.preferredMaintenanceWindow())
                .maxAllocatedStorage(like.maxAllocatedStorage())
                .monitoringInterval(like.monitoringInterval())
                .monitoringRoleArn(like.monitoringRoleArn())
                .enablePerformanceInsights(like.performanceInsightsEnabled())
                .applyImmediately(true);
    }

    /** Whether that change is needed. */
    boolean needChange(DBInstance restored) {
        return !same(like.backupRetentionPeriod(), restored.backupRetentionPeriod())
                || !same(like.preferredBackupWindow(), restored.preferredBackupWindow())
                || !same(like.preferredMaintenanceWindow(), restored.preferredMaintenanceWindow())
                || !same(like.maxAllocatedStorage(), restored.maxAllocatedStorage())
                || !same(like.monitoringInterval(), restored.monitoringInterval())
                || !same(like.performanceInsightsEnabled(), restored.performanceInsightsEnabled());
    }

    /** In what the restored instance is another, one sentence each; empty when it kept everything. */
    List<String> differences(DBInstance restored) {
        List<String> all = new ArrayList<>();
        differ(all, "class", like.dbInstanceClass(), restored.dbInstanceClass());
        differ(all, "port", port(), new RestoreSettings(restored).port());
        differ(all, "subnet group", subnetGroup(), new RestoreSettings(restored).subnetGroup());
        differ(all, "security groups", InstanceFacts.securityGroups(like), InstanceFacts.securityGroups(restored));
        differ(
                all,
                "parameter group",
                InstanceFacts.parameterGroup(like).orElse(""),
                InstanceFacts.parameterGroup(restored).orElse(""));
        differ(all, "option group", optionGroup(), new RestoreSettings(restored).optionGroup());
        differ(all, "several zones", like.multiAZ(), restored.multiAZ());
        differ(all, "public access", like.publiclyAccessible(), restored.publiclyAccessible());
        differ(all, "storage type", like.storageType(), restored.storageType());
        differ(all, "encryption key", like.kmsKeyId(), restored.kmsKeyId());
        differ(all, "backup retention", like.backupRetentionPeriod(), restored.backupRetentionPeriod());
        differ(all, "maintenance window", like.preferredMaintenanceWindow(), restored.preferredMaintenanceWindow());
        return all;
    }

    private @Nullable Integer port() {
        return Optional.ofNullable(like.endpoint())
                .map(endpoint -> endpoint.port())
                .orElse(null);
    }

    private @Nullable String subnetGroup() {
        String name = InstanceFacts.subnetGroup(like);
        return name.isEmpty() ? null : name;
    }

    /** One of the account's own; a default one follows from the engine's version and need not be asked for. */
    private @Nullable String optionGroup() {
        return like.optionGroupMemberships().stream()
                .map(OptionGroupMembership::optionGroupName)
                .filter(name -> !name.startsWith("default:"))
                .findFirst()
                .orElse(null);
    }

    private static void differ(List<String> all, String what, @Nullable Object wanted, @Nullable Object found) {
        if (!same(wanted, found)) {
            all.add("%s is %s, not %s".formatted(what, found, wanted));
        }
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object found) {
        return wanted == null || Objects.equals(wanted, found);
    }
}
