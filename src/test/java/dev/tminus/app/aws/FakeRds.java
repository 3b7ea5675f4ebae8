package dev.tminus.app.aws;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsResponse;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Instances and snapshots that take their time: each becomes what it is to be after some looks at it. Refuses what RDS
 * refuses, under RDS's names. Safe for threads.
 */
public final class FakeRds {

    static final String ARN = "arn:aws:rds:eu-central-1:123456789012:";

    private final UnderWay underWay = new UnderWay();
    private final Databases databases;
    private final FakeInstances instances;
    private final FakeSnapshots snapshots;
    private final FakeGroups groups = new FakeGroups();
    private final List<Event> events = new ArrayList<>();
    private final Set<String> forbidden = new java.util.TreeSet<>();
    private long quota = 100;

    FakeRds(Databases databases) {
        this.databases = databases;
        this.instances = new FakeInstances(underWay, databases);
        this.snapshots = new FakeSnapshots(underWay, databases);
    }

    synchronized SdkPojo answer(Parameters ask) {
        return switch (ask.operation()) {
            case "DescribeDBInstances" -> instances.describe(ask);
            case "DescribeDBSnapshots" -> snapshots.describe(ask);
            case "CreateDBSnapshot" -> {
                String name = ask.text("DBSnapshotIdentifier");
                if (snapshots.all.containsKey(name)) {
                    throw new Refusal(400, "DBSnapshotAlreadyExists", "%s already exists".formatted(name));
                }
                if (snapshots.all.size() >= quota) {
                    throw new Refusal(400, "SnapshotQuotaExceeded", "Cannot create more than %d".formatted(quota));
                }
                yield snapshots.create(ask, instances.requireAvailable(ask.text("DBInstanceIdentifier")));
            }
            case "CopyDBSnapshot" -> snapshots.copy(ask);
            case "DeleteDBSnapshot" -> snapshots.delete(ask);
            case "StartExportTask" -> snapshots.startExport(ask);
            case "DescribeExportTasks" -> snapshots.describeExports(ask);
            case "RestoreDBInstanceFromDBSnapshot" ->
                instances.restore(ask, snapshots.require(ask.text("DBSnapshotIdentifier")));
            case "RestoreDBInstanceToPointInTime" -> instances.restoreToTime(ask);
            case "ModifyDBInstance" -> instances.modify(ask);
            case "DeleteDBInstance" -> instances.delete(ask, snapshots);
            case "DescribeDBParameters" -> groups.describe(ask);
            case "ModifyDBParameterGroup" -> groups.modify(ask);
            case "ResetDBParameterGroup" -> groups.reset(ask);
            case "DescribeEvents" -> describeEvents(ask);
            case "DescribePendingMaintenanceActions" ->
                DescribePendingMaintenanceActionsResponse.builder().build();
            case "DescribeAccountAttributes" -> quotas();
            case "GetCallerIdentity" ->
                GetCallerIdentityResponse.builder()
                        .arn("arn:aws:sts::123456789012:assumed-role/dba/dora")
                        .account("123456789012")
                        .build();
            case "SimulatePrincipalPolicy" -> simulate(ask);
            default -> throw new Refusal(400, "InvalidAction", "no operation " + ask.operation());
        };
    }

    /** An instance that is there from the start. */
    @SuppressWarnings("unchecked")
    public synchronized void instance(String name, UnaryOperator<DBInstance.Builder> settings) {
        DBInstance.Builder made = DBInstance.builder()
                .dbInstanceIdentifier(name)
                .dbInstanceArn(ARN + "db:" + name)
                .dbiResourceId(instances.newId())
                .dbInstanceStatus("available")
                .dbInstanceClass("db.r6g.large")
                .engine("postgres")
                .engineVersion("15.8")
                .allocatedStorage(100)
                .storageType("gp3")
                .storageEncrypted(true)
                .kmsKeyId(ARN.replace(":rds:", ":kms:") + "key/1")
                .multiAZ(true)
                .backupRetentionPeriod(35)
                .latestRestorableTime(Instant.now().minusSeconds(240).truncatedTo(ChronoUnit.SECONDS))
                .endpoint(databases.address(name).endpoint())
                .dbSubnetGroup(group -> group.dbSubnetGroupName("private"))
                .vpcSecurityGroups(VpcSecurityGroupMembership.builder()
                        .vpcSecurityGroupId("sg-1")
                        .status("active")
                        .build())
                .dbParameterGroups(DBParameterGroupStatus.builder()
                        .dbParameterGroupName("donations")
                        .parameterApplyStatus("in-sync")
                        .build())
                .preferredBackupWindow("03:00-03:30")
                .preferredMaintenanceWindow("sun:04:00-sun:04:30")
                .tagList(List.of());
        instances.all.put(name, settings.apply(made).build());
    }

    public synchronized void change(String name, UnaryOperator<DBInstance.Builder> settings) {
        instances.set(name, settings);
    }

    /** From now on an instance has that status, whatever is asked of it, until it is put right. */
    public synchronized void stick(String name, String status) {
        instances.stick(name, status);
    }

    /** Somebody puts right whatever is stuck. */
    public synchronized void putRight() {
        instances.putRight();
    }

    public synchronized Optional<DBInstance> instance(String name) {
        return Optional.ofNullable(instances.all.get(name));
    }

    public synchronized List<String> instances() {
        return List.copyOf(instances.all.keySet());
    }

    /** The names of all snapshots ever made, each as often as it was made. */
    public synchronized List<String> snapshotsMade() {
        return List.copyOf(snapshots.made);
    }

    /** The snapshots that are there. */
    public synchronized List<String> snapshots() {
        return List.copyOf(snapshots.all.keySet());
    }

    public synchronized String parameter(String name) {
        return groups.value(name);
    }

    public synchronized void event(String message, String category) {
        events.add(Event.builder()
                .date(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .message(message)
                .eventCategories(category)
                .build());
    }

    /** What IAM says when it is asked beforehand. */
    public synchronized void forbid(String action) {
        forbidden.add(action);
    }

    public synchronized void quota(long most) {
        quota = most;
    }

    private SdkPojo quotas() {
        return DescribeAccountAttributesResponse.builder()
                .accountQuotas(
                        AccountQuota.builder()
                                .accountQuotaName("ManualSnapshots")
                                .used((long) snapshots.all.size())
                                .max(quota)
                                .build(),
                        AccountQuota.builder()
                                .accountQuotaName("DBInstances")
                                .used((long) instances.all.size())
                                .max(quota)
                                .build())
                .build();
    }

    /** One event a page. */
    private SdkPojo describeEvents(Parameters ask) {
        int at = ask.number("Marker").orElse(0);
        Instant since = Instant.parse(ask.text("StartTime"));
        List<Event> found =
                events.stream().filter(event -> event.date().isAfter(since)).toList();
        return DescribeEventsResponse.builder()
                .events(found.stream().skip(at).limit(1).toList())
                .marker(at + 1 < found.size() ? String.valueOf(at + 1) : null)
                .build();
    }

    private SdkPojo simulate(Parameters ask) {
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(ask.list("ActionNames.member").stream()
                        .map(action -> EvaluationResult.builder()
                                .evalActionName(action)
                                .evalDecision(forbidden.contains(action) ? "implicitDeny" : "allowed")
                                .build())
                        .toList())
                .build();
    }
}
