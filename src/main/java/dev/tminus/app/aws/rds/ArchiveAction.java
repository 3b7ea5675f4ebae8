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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ExportTask;

/** The action {@code rds.archive}: exports a snapshot to S3, or copies it under a name that is kept. */
final class ArchiveAction extends RdsAction {

    /** As long as RDS takes. */
    private static final int TASK_NAME = 60;

    ArchiveAction(AwsAccess access) {
        super(
                access,
                type("rds.archive"),
                List.of(
                        RdsKeys.DESCRIBE_SNAPSHOTS,
                        new Permission("rds:DescribeExportTasks", "*"),
                        new Permission("rds:StartExportTask", "rds:snapshot"),
                        new Permission("rds:CopyDBSnapshot", "rds:snapshot"),
                        new Permission("rds:AddTagsToResource", "rds:snapshot"),
                        new Permission("iam:PassRole", "iam:role"),
                        new Permission("kms:CreateGrant", "kms:key"),
                        new Permission("kms:DescribeKey", "kms:key")));
    }

    private static ActionType.Key optional(String name, String help) {
        return ActionType.Key.optional(name, RdsKeys.TEXT, help);
    }

    private static ActionType type(String name) {
        return new ActionType(
                        name,
                        "Takes a snapshot to cold storage and waits for it: exports it to S3 (bucket, role and kms_key; a lifecycle "
                                + "rule of the bucket moves it on), or copies it (copy_as, with kms_key under another key, with "
                                + "to_region into another region).",
                        Optional.empty(),
                        List.of(
                                ActionType.Key.required(
                                        "snapshot",
                                        RdsKeys.TEXT,
                                        "The snapshot. Example: snapshot: donations-prod-pre-1"),
                                optional("bucket", "S3 bucket to export to. Example: bucket: example-archive"),
                                optional("prefix", "Where in the bucket. Example: prefix: donations/2026"),
                                optional(
                                        "role",
                                        "ARN of the role that writes to the bucket. Example: role: arn:aws:iam::123456789012:role/rds-export"),
                                optional(
                                        "kms_key",
                                        "Key that encrypts the export or the copy. Example: kms_key: alias/archive"),
                                optional("copy_as", "Name of the copy. Example: copy_as: donations-archive-2026"),
                                optional(
                                        "to_region",
                                        "Region of the copy, where it is another one; an encrypted copy takes a kms_key of "
                                                + "that region. Example: to_region: eu-west-1")),
                        List.of(),
                        RdsKeys.fields(
                                "arn",
                                Simple.STRING,
                                "status",
                                Simple.STRING,
                                "percent",
                                Simple.INT,
                                "location",
                                Simple.STRING),
                        Repeat.CHECK_FIRST,
                        DryRun.PROBE,
                        Optional.empty(),
                        """
                        rds.archive: { snapshot: donations-prod-pre-1, copy_as: donations-archive-2026 }
                        """)
                .exactlyOne(List.of("bucket", "copy_as"));
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        AwsInputs inputs = AwsInputs.of(context);
        DBSnapshot source = rds.snapshot(inputs.required("snapshot"))
                .orElseThrow(() -> AwsTrouble.refused(
                        "There is no snapshot %s in this account and region.".formatted(inputs.required("snapshot"))));
        Optional<String> copy = inputs.text("copy_as");
        Optional<String> region = inputs.text("to_region");
        if (copy.isEmpty() && region.isPresent()) {
            throw AwsTrouble.refused("to_region is for copy_as: an export goes to its bucket. Nothing was asked for.");
        }
        return copy.isPresent()
                ? copy(region.map(away -> rds(context, away)).orElse(rds), context, may, source, copy.get())
                : export(rds, context, may, source);
    }

    /** @param rds where the copy is to be, and where it is asked for */
    private Outcome copy(Rds rds, ActionContext context, May may, DBSnapshot source, String name) {
        Optional<DBSnapshot> there = rds.snapshot(name);
        if (there.isPresent()) {
            return copied(context, there.get());
        }
        if (may == May.ONLY_GO_ON) {
            return new Outcome.Absent("there is no snapshot %s".formatted(name));
        }
        boolean away = AwsInputs.of(context).text("to_region").isPresent();
        // From another region a snapshot is known by its ARN, whose fourth part is its region.
        String arn = String.valueOf(source.dbSnapshotArn());
        rds.call(
                "CopyDBSnapshot",
                client -> client.copyDBSnapshot(
                        ask -> ask.sourceDBSnapshotIdentifier(away ? arn : source.dbSnapshotIdentifier())
                                .sourceRegion(away ? arn.split(":", -1)[3] : null)
                                .targetDBSnapshotIdentifier(name)
                                .kmsKeyId(AwsInputs.of(context).text("kms_key").orElse(null))
                                .tags(Ownership.tags(context))));
        return guard().notYet(context, Values.of("status", "asked for"), "the copy %s is asked for".formatted(name));
    }

    private Outcome copied(ActionContext context, DBSnapshot copy) {
        String name = copy.dbSnapshotIdentifier();
        if (!Ownership.isOurs(context, copy.tagList())) {
            throw AwsTrouble.refused(
                    "There is a snapshot %s already, which this run did not make. Give the copy another name."
                            .formatted(name));
        }
        Values values = SnapshotAction.values(copy);
        if (!Status.ready("Snapshot", name, copy.status())) {
            return guard().notYet(
                            context,
                            Values.of("status", copy.status())
                                    .and("percent", values.find("percent").orElse(0L)),
                            "the copy %s is %s".formatted(name, copy.status()));
        }
        // An archive is meant to outlast the run, so it is not on the list of what the run left behind.
        return Outcome.Done.of(result(copy.dbSnapshotArn(), copy.status(), 100, name));
    }

    private Outcome export(Rds rds, ActionContext context, May may, DBSnapshot source) {
        AwsInputs inputs = AwsInputs.of(context);
        String task = source.dbSnapshotIdentifier()
                .replaceAll("[^A-Za-z0-9-]", "-")
                .substring(0, Math.min(TASK_NAME, source.dbSnapshotIdentifier().length()));
        Optional<ExportTask> there = task(rds, task);
        if (there.isPresent()) {
            return exported(context, there.get());
        }
        if (may == May.ONLY_GO_ON) {
            return new Outcome.Absent("there is no export %s".formatted(task));
        }
        String bucket = inputs.required("bucket");
        String role = inputs.required("role");
        String key = inputs.required("kms_key");
        try {
            rds.call(
                    "StartExportTask",
                    client -> client.startExportTask(ask -> ask.exportTaskIdentifier(task)
                            .sourceArn(source.dbSnapshotArn())
                            .s3BucketName(bucket)
                            .s3Prefix(inputs.text("prefix").orElse(null))
                            .iamRoleArn(role)
                            .kmsKeyId(key)));
        } catch (AwsTrouble trouble) {
            if (!trouble.is("ExportTaskAlreadyExists")) {
                throw trouble;
            }
        }
        return guard().notYet(context, Values.of("status", "asked for"), "the export %s is asked for".formatted(task));
    }

    private static Optional<ExportTask> task(Rds rds, String name) {
        try {
            return rds
                    .call(
                            "DescribeExportTasks",
                            client -> client.describeExportTasks(ask -> ask.exportTaskIdentifier(name)))
                    .exportTasks()
                    .stream()
                    .filter(task -> name.equals(task.exportTaskIdentifier()))
                    .findFirst();
        } catch (AwsTrouble trouble) {
            if (trouble.is("ExportTaskNotFound")) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    private Outcome exported(ActionContext context, ExportTask task) {
        String status = String.valueOf(task.status()).toLowerCase(Locale.ROOT);
        long percent = Optional.ofNullable(task.percentProgress()).orElse(0);
        if (status.equals("complete")) {
            String location = "s3://%s/%s%s"
                    .formatted(
                            task.s3Bucket(),
                            task.s3Prefix() == null || task.s3Prefix().isEmpty() ? "" : task.s3Prefix() + "/",
                            task.exportTaskIdentifier());
            return Outcome.Done.of(result(task.sourceArn(), status, 100, location));
        }
        if (status.equals("failed") || status.startsWith("cancel")) {
            throw AwsTrouble.refused(
                    "The export %s is %s: %s".formatted(task.exportTaskIdentifier(), status, task.failureCause()));
        }
        return guard().notYet(
                        context,
                        Values.of("status", status).and("percent", percent),
                        "the export %s is %s, %d %%".formatted(task.exportTaskIdentifier(), status, percent));
    }

    private static Values result(String arn, String status, long percent, String location) {
        return Values.of("arn", String.valueOf(arn))
                .and("status", status)
                .and("percent", percent)
                .and("location", location);
    }
}
