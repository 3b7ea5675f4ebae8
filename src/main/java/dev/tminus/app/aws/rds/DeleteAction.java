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
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** The action {@code rds.delete}: deletes an instance or a snapshot, and waits until it is gone. */
final class DeleteAction extends RdsAction {

    DeleteAction(AwsAccess access) {
        super(
                access,
                type("rds.delete"),
                List.of(
                        RdsKeys.DESCRIBE,
                        RdsKeys.DESCRIBE_SNAPSHOTS,
                        new Permission("rds:DeleteDBInstance", "rds:db, rds:snapshot"),
                        new Permission("rds:CreateDBSnapshot", "rds:db, rds:snapshot"),
                        new Permission("rds:DeleteDBSnapshot", "rds:snapshot")));
    }

    private static ActionType type(String name) {
        return new ActionType(
                        name,
                        "Deletes an instance or a snapshot and waits until it is gone; what is gone already is no failure. What "
                                + "this run did not make is deleted only by a step with destructive: true.",
                        Optional.empty(),
                        List.of(
                                ActionType.Key.optional(
                                        "instance",
                                        RdsKeys.TEXT,
                                        "The instance. Example: instance: \"drill-${{ run.stamp }}\""),
                                ActionType.Key.optional(
                                        "snapshot",
                                        RdsKeys.TEXT,
                                        "The snapshot. Example: snapshot: donations-prod-pre-1"),
                                ActionType.Key.optional(
                                        "final_snapshot",
                                        new Shape.Either(List.of(RdsKeys.FLAG, RdsKeys.TEXT)),
                                        "For an instance: the name of a last snapshot, or false for none. Example: final_snapshot: false")),
                        List.of(),
                        RdsKeys.fields("status", Simple.STRING, "arn", Simple.STRING),
                        Repeat.CHECK_FIRST,
                        DryRun.PROBE,
                        Optional.empty(),
                        """
                        rds.delete: { instance: "drill-${{ run.stamp }}", final_snapshot: false }
                        """)
                .exactlyOne(List.of("instance", "snapshot"));
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        AwsInputs inputs = AwsInputs.of(context);
        Optional<String> instance = inputs.text("instance");
        return instance.isPresent()
                ? instance(rds, context, may, instance.get(), finalSnapshot(inputs))
                : snapshot(rds, context, may, inputs.required("snapshot"));
    }

    private static Optional<String> finalSnapshot(AwsInputs inputs) {
        String said = inputs.text("final_snapshot")
                .filter(text -> !text.equals("true"))
                .orElseThrow(() -> AwsTrouble.refused(
                        "final_snapshot is missing: write false, or the name of the last snapshot to take."));
        return said.equals("false") ? Optional.empty() : Optional.of(said);
    }

    private Outcome instance(Rds rds, ActionContext context, May may, String name, Optional<String> last) {
        Optional<DBInstance> there = rds.instance(name);
        if (there.isEmpty()) {
            List<Resource> made = last.filter(snapshot -> rds.snapshot(snapshot).isPresent())
                    .map(snapshot -> List.of(new Resource(SnapshotAction.KIND, snapshot, context.step())))
                    .orElse(List.of());
            return gone(context, Restoring.KIND, name, made);
        }
        DBInstance instance = there.get();
        if ("deleting".equals(instance.dbInstanceStatus())) {
            return goes(context, name, instance.dbInstanceArn());
        }
        if (may == May.ONLY_GO_ON) {
            return new Outcome.Absent("instance %s is there".formatted(name));
        }
        requireLeave(context, "Instance", name, instance.tagList());
        String arn = String.valueOf(instance.dbInstanceArn());
        Optional<Resource> made = last.map(snapshot -> new Resource(SnapshotAction.KIND, snapshot, context.step()))
                .filter(snapshot -> !guard().isListed(context, snapshot));
        if (made.isPresent()) {
            return guard().list(Values.of("arn", arn), made.get());
        }
        return begin(
                context,
                name,
                arn,
                () -> rds.call(
                        "DeleteDBInstance",
                        client -> client.deleteDBInstance(ask -> ask.dbInstanceIdentifier(name)
                                .skipFinalSnapshot(last.isEmpty())
                                .finalDBSnapshotIdentifier(last.orElse(null)))));
    }

    private Outcome snapshot(Rds rds, ActionContext context, May may, String name) {
        Optional<DBSnapshot> there = rds.snapshot(name).filter(snapshot -> !"deleted".equals(snapshot.status()));
        if (there.isEmpty()) {
            return gone(context, SnapshotAction.KIND, name, List.of());
        }
        DBSnapshot snapshot = there.get();
        if ("deleting".equals(snapshot.status())) {
            return goes(context, name, snapshot.dbSnapshotArn());
        }
        if (may == May.ONLY_GO_ON) {
            return new Outcome.Absent("snapshot %s is there".formatted(name));
        }
        requireLeave(context, "Snapshot", name, snapshot.tagList());
        return begin(
                context,
                name,
                String.valueOf(snapshot.dbSnapshotArn()),
                () -> rds.call(
                        "DeleteDBSnapshot", client -> client.deleteDBSnapshot(ask -> ask.dbSnapshotIdentifier(name))));
    }

    private Outcome begin(ActionContext context, String name, String arn, Runnable delete) {
        try {
            delete.run();
        } catch (AwsTrouble trouble) {
            if (trouble.is("DBInstanceNotFound") || trouble.is("DBSnapshotNotFound")) {
                return goes(context, name, arn);
            }
            if (trouble.is("InvalidDBInstanceState")) {
                return guard().notYet(
                                context,
                                Values.of("status", "busy").and("arn", arn),
                                "%s is busy; it is deleted when that is over".formatted(name));
            }
            throw trouble;
        }
        return goes(context, name, arn);
    }

    private Outcome goes(ActionContext context, String name, String arn) {
        return guard().notYet(
                        context,
                        Values.of("status", "deleting").and("arn", String.valueOf(arn)),
                        "%s is being deleted".formatted(name));
    }

    private static Outcome gone(ActionContext context, String kind, String name, List<Resource> made) {
        Values values = Values.of("status", "deleted")
                .and("arn", context.earlier().find("arn").orElse(""));
        return new Outcome.Done(values, Optional.empty(), made, List.of(new Resource(kind, name, context.step())));
    }

    private static void requireLeave(ActionContext context, String what, String name, List<Tag> tags) {
        if (!Ownership.isOurs(context, tags) && !context.destructive()) {
            throw AwsTrouble.refused(
                    "%s %s was not made by this run. Nothing was done. If this is meant, write destructive: true with an approval."
                            .formatted(what, name));
        }
    }
}
