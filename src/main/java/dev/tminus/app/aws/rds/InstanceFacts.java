package dev.tminus.app.aws.rds;

import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** An instance as a result: its fields have the same names in every action. */
final class InstanceFacts {

    private static final Type TEXTS = new Type.ListOf(Simple.STRING);

    private InstanceFacts() {}

    static Map<String, Type> fields() {
        return RdsKeys.fields(
                "arn", Simple.STRING,
                "status", Simple.STRING,
                "endpoint", Simple.STRING,
                "port", Simple.INT,
                "percent", Simple.INT,
                "backup_retention_days", Simple.INT,
                "latest_restorable_time", Simple.TIMESTAMP,
                "engine", Simple.STRING,
                "engine_version", Simple.STRING,
                "class", Simple.STRING,
                "storage_gib", Simple.INT,
                "storage_type", Simple.STRING,
                "encrypted", Simple.BOOL,
                "kms_key", Simple.STRING,
                "multi_az", Simple.BOOL,
                "subnet_group", Simple.STRING,
                "parameter_group", Simple.STRING,
                "security_groups", TEXTS,
                "pending_changes", TEXTS,
                "backup_window", Simple.STRING,
                "maintenance_window", Simple.STRING,
                "deletion_protection", Simple.BOOL,
                "resource_id", Simple.STRING);
    }

    /** {@code latest_restorable_time} is not there where no backups are kept: nothing can be restored to any time then. */
    static Values values(DBInstance instance) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("arn", text(instance.dbInstanceArn()));
        values.put("status", text(instance.dbInstanceStatus()));
        values.put("endpoint", host(instance));
        values.put(
                "port",
                number(Optional.ofNullable(instance.endpoint())
                        .map(Endpoint::port)
                        .orElse(null)));
        values.put("percent", percent(instance));
        values.put("backup_retention_days", number(instance.backupRetentionPeriod()));
        if (instance.latestRestorableTime() != null) {
            values.put("latest_restorable_time", instance.latestRestorableTime());
        }
        values.put("engine", text(instance.engine()));
        values.put("engine_version", text(instance.engineVersion()));
        values.put("class", text(instance.dbInstanceClass()));
        values.put("storage_gib", number(instance.allocatedStorage()));
        values.put("storage_type", text(instance.storageType()));
        values.put("encrypted", Boolean.TRUE.equals(instance.storageEncrypted()));
        values.put("kms_key", text(instance.kmsKeyId()));
        values.put("multi_az", Boolean.TRUE.equals(instance.multiAZ()));
        values.put("subnet_group", subnetGroup(instance));
        values.put("parameter_group", parameterGroup(instance).orElse(""));
        values.put("security_groups", securityGroups(instance));
        values.put("pending_changes", pending(instance));
        values.put("backup_window", text(instance.preferredBackupWindow()));
        values.put("maintenance_window", text(instance.preferredMaintenanceWindow()));
        values.put("deletion_protection", Boolean.TRUE.equals(instance.deletionProtection()));
        values.put("resource_id", text(instance.dbiResourceId()));
        return new Values(values);
    }

    static String host(DBInstance instance) {
        return Optional.ofNullable(instance.endpoint()).map(Endpoint::address).orElse("");
    }

    static long percent(DBInstance instance) {
        if (instance.percentProgress() != null && instance.percentProgress().matches("\\d{1,3}%?")) {
            return Long.parseLong(instance.percentProgress().replace("%", ""));
        }
        return Status.of(text(instance.dbInstanceStatus())) == Status.READY ? 100 : 0;
    }

    static String subnetGroup(DBInstance instance) {
        return Optional.ofNullable(instance.dbSubnetGroup())
                .map(group -> text(group.dbSubnetGroupName()))
                .orElse("");
    }

    static Optional<String> parameterGroup(DBInstance instance) {
        return instance.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::dbParameterGroupName)
                .findFirst();
    }

    static List<String> securityGroups(DBInstance instance) {
        return instance.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .sorted()
                .toList();
    }

    /** What was changed and is not in force yet, one line each. */
    static List<String> pending(DBInstance instance) {
        List<String> pending = new ArrayList<>();
        PendingModifiedValues values = instance.pendingModifiedValues();
        if (values != null) {
            // Every field that is set, whatever RDS adds to them; never the password itself.
            values.sdkFields().forEach(field -> {
                Object value = field.getValueOrDefault(values);
                boolean empty = value == null || (value instanceof Collection<?> list && list.isEmpty());
                if (!empty) {
                    pending.add(
                            field.memberName() + " -> " + (field.memberName().contains("Password") ? "***" : value));
                }
            });
        }
        instance.dbParameterGroups().stream()
                .filter(group -> !"in-sync".equals(group.parameterApplyStatus()))
                .map(group -> "parameter group %s is %s"
                        .formatted(group.dbParameterGroupName(), group.parameterApplyStatus()))
                .forEach(pending::add);
        return pending;
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }

    private static long number(@org.jspecify.annotations.Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
