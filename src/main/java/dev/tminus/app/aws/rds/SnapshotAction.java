package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsInputs;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.app.aws.Permission;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * The action {@code rds.snapshot}: a snapshot under a name that is fixed before it is asked for.
 *
 * <p>RDS takes a name once. So however often it is asked for, there is never a second snapshot, and after a lost reply or
 * a crash describing that name says what became of it.
 */
final class SnapshotAction extends RdsAction {

    static final String KIND = "rds snapshot";

    SnapshotAction(AwsAccess access) {
        super(
                access,
                type("rds.snapshot"),
                List.of(
                        RdsKeys.DESCRIBE,
                        RdsKeys.DESCRIBE_SNAPSHOTS,
                        new Permission("rds:CreateDBSnapshot", "rds:db, rds:snapshot"),
                        new Permission("rds:AddTagsToResource", "rds:snapshot"),
                        new Permission("rds:DescribeAccountAttributes", "*")));
    }

    private static ActionType type(String name) {
        return new ActionType(
                name,
                "Takes a snapshot of an instance and waits until it is available. The name is taken once: asked for again, "
                        + "after a lost reply or a crash, the same snapshot is found and waited for. Waits while the instance "
                        + "is busy, with its automatic backup for one.",
                Optional.empty(),
                List.of(
                        RdsKeys.instance("The instance"),
                        ActionType.Key.required(
                                "snapshot",
                                RdsKeys.TEXT,
                                "Name of the snapshot. Example: snapshot: \"donations-prod-pre-${{ run.stamp }}\"")),
                List.of(),
                RdsKeys.fields(
                        "arn", Simple.STRING,
                        "status", Simple.STRING,
                        "percent", Simple.INT,
                        "engine_version", Simple.STRING,
                        "taken_at", Simple.TIMESTAMP,
                        "storage_gib", Simple.INT,
                        "encrypted", Simple.BOOL),
                Repeat.CHECK_FIRST,
                DryRun.PROBE,
                Optional.empty(),
                """
                rds.snapshot: { instance: donations-prod, snapshot: "donations-prod-pre-${{ run.stamp }}" }
                """);
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        AwsInputs inputs = AwsInputs.of(context);
        String name = inputs.required("snapshot");
        Optional<DBSnapshot> there = rds.snapshot(name);
        if (there.isPresent()) {
            return progress(context, there.get());
        }
        return may == May.BEGIN
                ? begin(rds, context, inputs.required("instance"), name)
                : new Outcome.Absent("there is no snapshot %s".formatted(name));
    }

    private Outcome begin(Rds rds, ActionContext context, String instance, String name) {
        DBInstance source = rds.requireInstance(instance);
        if (!Status.ready("Instance", instance, source.dbInstanceStatus())) {
            return guard().notYet(
                            context,
                            Values.of("status", source.dbInstanceStatus()),
                            "%s is %s; the snapshot begins when it is available"
                                    .formatted(instance, source.dbInstanceStatus()));
        }
        return guard().create(
                        context,
                        Values.of("status", "to be asked for"),
                        new Resource(KIND, name, context.step()),
                        () -> ask(rds, context, instance, name),
                        () -> guard().notYet(
                                        context,
                                        Values.of("status", "asked for"),
                                        "snapshot %s is asked for".formatted(name)));
    }

    private static void ask(Rds rds, ActionContext context, String instance, String name) {
        try {
            rds.call(
                    "CreateDBSnapshot",
                    client -> client.createDBSnapshot(ask -> ask.dbInstanceIdentifier(instance)
                            .dbSnapshotIdentifier(name)
                            .tags(Ownership.tags(context))));
        } catch (AwsTrouble trouble) {
            // Somebody was faster: an earlier call of ours whose reply was lost, or another backup on the instance.
            if (!trouble.is("DBSnapshotAlreadyExists") && !trouble.is("InvalidDBInstanceState")) {
                throw trouble;
            }
        }
    }

    private Outcome progress(ActionContext context, DBSnapshot snapshot) {
        String name = snapshot.dbSnapshotIdentifier();
        if (!Ownership.isOurs(context, snapshot.tagList())) {
            throw AwsTrouble.refused(
                    "There is a snapshot %s already, taken %s, which this run did not make. Give the snapshot another name, such as with ${{ run.stamp }}."
                            .formatted(name, snapshot.snapshotCreateTime()));
        }
        if (snapshot.status().equals("available")) {
            return new Outcome.Done(
                    values(snapshot), Optional.empty(), List.of(new Resource(KIND, name, context.step())));
        }
        if (Status.of(snapshot.status()) == Status.STUCK) {
            throw AwsTrouble.refused(
                    "Snapshot %s is %s. Delete it, then retry this step.".formatted(name, snapshot.status()));
        }
        long percent = percent(snapshot);
        return guard().notYet(
                        context,
                        Values.of("status", snapshot.status()).and("percent", percent),
                        "snapshot %s is %s, %d %%".formatted(name, snapshot.status(), percent));
    }

    static Values values(DBSnapshot snapshot) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("arn", snapshot.dbSnapshotArn());
        values.put("status", snapshot.status());
        values.put("percent", percent(snapshot));
        values.put("engine_version", String.valueOf(snapshot.engineVersion()));
        if (snapshot.snapshotCreateTime() != null) {
            values.put("taken_at", snapshot.snapshotCreateTime());
        }
        values.put(
                "storage_gib",
                Optional.ofNullable(snapshot.allocatedStorage()).orElse(0).longValue());
        values.put("encrypted", Boolean.TRUE.equals(snapshot.encrypted()));
        return new Values(values);
    }

    private static long percent(DBSnapshot snapshot) {
        int none = "available".equals(snapshot.status()) ? 100 : 0;
        return Optional.ofNullable(snapshot.percentProgress()).orElse(none);
    }

    @Override
    List<String> missing(Rds rds, ActionContext context) {
        AwsInputs inputs = AwsInputs.of(context);
        rds.requireInstance(inputs.required("instance"));
        return rds.snapshot(inputs.required("snapshot"))
                .filter(taken -> !Ownership.isOurs(context, taken.tagList()))
                .map(taken -> List.of("there is a snapshot %s already".formatted(taken.dbSnapshotIdentifier())))
                .orElseGet(() -> Quota.full(rds, "ManualSnapshots"));
    }
}
