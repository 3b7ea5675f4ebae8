package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsInputs;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/** The action {@code rds.restore}: a new instance from a snapshot, set as the original is. */
final class RestoreAction extends RdsAction {

    private final Restoring restoring;

    RestoreAction(AwsAccess access) {
        super(
                access,
                type("rds.restore"),
                Restoring.permissions(
                        "rds:RestoreDBInstanceFromDBSnapshot", RdsKeys.DESCRIBE, RdsKeys.DESCRIBE_SNAPSHOTS));
        this.restoring = new Restoring(access, guard());
    }

    private static ActionType type(String name) {
        return new ActionType(
                name,
                "Restores a snapshot as a new instance and waits until it is available. Network, security groups, parameter "
                        + "group, class, storage, backups and maintenance are those of `like`; the encryption key stays that "
                        + "of the snapshot. Nothing is replaced: rds.swap does that. Result: loses is the time since the "
                        + "snapshot, whose writes the new instance lacks; differences what it did not keep.",
                Optional.empty(),
                List.of(
                        ActionType.Key.required(
                                "snapshot",
                                RdsKeys.TEXT,
                                "The snapshot. Example: snapshot: \"donations-prod-pre-${{ run.stamp }}\""),
                        RdsKeys.instance("Name of the new instance"),
                        ActionType.Key.required(
                                "like",
                                RdsKeys.TEXT,
                                "The instance whose settings it gets. Example: like: donations-prod")),
                List.of(),
                Restoring.fields(),
                Repeat.CHECK_FIRST,
                DryRun.PROBE,
                Optional.empty(),
                """
                rds.restore: { snapshot: donations-prod-pre-1, instance: donations-prod-restored, like: donations-prod }
                """);
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        return restoring.look(rds, context, may, asked(context));
    }

    @Override
    public Values pending(ActionContext context) {
        return restoring.pending(context, rds(context), asked(context));
    }

    private Restoring.Asked asked(ActionContext context) {
        AwsInputs inputs = AwsInputs.of(context);
        String snapshot = inputs.required("snapshot");
        String instance = inputs.required("instance");
        return new Restoring.Asked() {
            @Override
            public String instance() {
                return instance;
            }

            @Override
            public String like() {
                return inputs.required("like");
            }

            @Override
            public Instant to(Rds rds) {
                return Optional.ofNullable(require(rds, snapshot).snapshotCreateTime())
                        .orElse(access().now());
            }

            @Override
            public Outcome begin(Rds rds, RestoreSettings settings) {
                DBSnapshot source = require(rds, snapshot);
                if (!Status.ready("Snapshot", snapshot, source.status())) {
                    return guard().notYet(
                                    context,
                                    Values.of("status", source.status()),
                                    "snapshot %s is %s".formatted(snapshot, source.status()));
                }
                RestoreDbInstanceFromDbSnapshotRequest ask = settings.onto(
                                RestoreDbInstanceFromDbSnapshotRequest.builder()
                                        .dbSnapshotIdentifier(snapshot)
                                        .dbInstanceIdentifier(instance)
                                        .tags(Ownership.tags(context)))
                        .build();
                return restoring.create(
                        context,
                        instance,
                        to(rds),
                        () -> rds.call(
                                "RestoreDBInstanceFromDBSnapshot",
                                client -> client.restoreDBInstanceFromDBSnapshot(ask)));
            }
        };
    }

    private static DBSnapshot require(Rds rds, String snapshot) {
        return rds.snapshot(snapshot)
                .orElseThrow(() ->
                        AwsTrouble.refused("There is no snapshot %s in this account and region.".formatted(snapshot)));
    }

    @Override
    List<String> missing(Rds rds, ActionContext context) {
        rds.requireInstance(AwsInputs.of(context).required("like"));
        return Quota.full(rds, "DBInstances");
    }
}
