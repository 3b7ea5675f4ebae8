package dev.tminus.app.aws;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.StartExportTaskResponse;

/** Snapshots and their exports. */
final class FakeSnapshots {

    final Map<String, DBSnapshot> all = new LinkedHashMap<>();
    final List<String> made = new ArrayList<>();
    private final Map<String, ExportTask> exports = new LinkedHashMap<>();
    private final UnderWay underWay;
    private final Databases databases;

    FakeSnapshots(UnderWay underWay, Databases databases) {
        this.underWay = underWay;
        this.databases = databases;
    }

    SdkPojo describe(Parameters ask) {
        String name = ask.text("DBSnapshotIdentifier");
        underWay.look("snapshot " + name);
        return DescribeDbSnapshotsResponse.builder().dbSnapshots(require(name)).build();
    }

    DBSnapshot require(String name) {
        DBSnapshot found = all.get(name);
        if (found == null) {
            throw new Refusal(404, "DBSnapshotNotFound", "DBSnapshot %s not found.".formatted(name));
        }
        return found;
    }

    SdkPojo create(Parameters ask, DBInstance source) {
        String name = ask.text("DBSnapshotIdentifier");
        DBSnapshot snapshot = DBSnapshot.builder()
                .dbSnapshotIdentifier(name)
                .dbInstanceIdentifier(source.dbInstanceIdentifier())
                .dbSnapshotArn(FakeRds.ARN + "snapshot:" + name)
                .snapshotCreateTime(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .allocatedStorage(source.allocatedStorage())
                .engine(source.engine())
                .engineVersion(source.engineVersion())
                .encrypted(source.storageEncrypted())
                .kmsKeyId(source.kmsKeyId())
                .build();
        DBSnapshot begun = begin(name, snapshot, ask);
        databases.snapshot(source.dbInstanceIdentifier(), name);
        return CreateDbSnapshotResponse.builder().dbSnapshot(begun).build();
    }

    SdkPojo copy(Parameters ask) {
        String name = ask.text("TargetDBSnapshotIdentifier");
        String from = ask.text("SourceDBSnapshotIdentifier");
        DBSnapshot source = require(from.replaceAll(".*:", ""));
        String arn = from.startsWith("arn:") ? FakeRds.ARN.replace("eu-central-1", destination(ask)) : FakeRds.ARN;
        DBSnapshot copy = source.toBuilder()
                .dbSnapshotIdentifier(name)
                .dbSnapshotArn(arn + "snapshot:" + name)
                .kmsKeyId(ask.get("KmsKeyId").orElse(source.kmsKeyId()))
                .build();
        return CopyDbSnapshotResponse.builder()
                .dbSnapshot(begin(name, copy, ask))
                .build();
    }

    /** From one region into another the source's region is asked too, by an address that is signed for it. */
    private static String destination(Parameters ask) {
        URI signed = URI.create(ask.text("PreSignedUrl"));
        if (!String.valueOf(signed.getQuery()).contains("SourceDBSnapshotIdentifier=")) {
            throw new Refusal(400, "InvalidParameterValue", "PreSignedUrl could not be authenticated");
        }
        return Parameters.of(signed.getRawQuery()).text("DestinationRegion");
    }

    private DBSnapshot begin(String name, DBSnapshot snapshot, Parameters ask) {
        if (all.containsKey(name)) {
            throw new Refusal(400, "DBSnapshotAlreadyExists", "%s already exists".formatted(name));
        }
        DBSnapshot begun = snapshot.toBuilder()
                .status("creating")
                .percentProgress(0)
                .snapshotType("manual")
                .tagList(ask.tags())
                .build();
        made.add(name);
        all.put(name, begun);
        underWay.begin(
                "snapshot " + name,
                () -> all.computeIfPresent(
                        name,
                        (same, old) -> old.toBuilder()
                                .status("available")
                                .percentProgress(100)
                                .build()));
        return begun;
    }

    SdkPojo delete(Parameters ask) {
        DBSnapshot gone = require(ask.text("DBSnapshotIdentifier"));
        all.remove(gone.dbSnapshotIdentifier());
        return DeleteDbSnapshotResponse.builder()
                .dbSnapshot(gone.toBuilder().status("deleted").build())
                .build();
    }

    SdkPojo startExport(Parameters ask) {
        String name = ask.text("ExportTaskIdentifier");
        if (exports.containsKey(name)) {
            throw new Refusal(400, "ExportTaskAlreadyExists", "%s already exists".formatted(name));
        }
        ExportTask task = ExportTask.builder()
                .exportTaskIdentifier(name)
                .sourceArn(ask.text("SourceArn"))
                .s3Bucket(ask.text("S3BucketName"))
                .s3Prefix(ask.get("S3Prefix").orElse(""))
                .iamRoleArn(ask.text("IamRoleArn"))
                .kmsKeyId(ask.text("KmsKeyId"))
                .status("IN_PROGRESS")
                .percentProgress(0)
                .build();
        exports.put(name, task);
        underWay.begin(
                "export " + name,
                () -> exports.computeIfPresent(
                        name,
                        (same, old) -> old.toBuilder()
                                .status("COMPLETE")
                                .percentProgress(100)
                                .build()));
        return StartExportTaskResponse.builder()
                .exportTaskIdentifier(name)
                .status("STARTING")
                .build();
    }

    SdkPojo describeExports(Parameters ask) {
        String name = ask.text("ExportTaskIdentifier");
        underWay.look("export " + name);
        if (!exports.containsKey(name)) {
            throw new Refusal(404, "ExportTaskNotFound", "no export " + name);
        }
        return DescribeExportTasksResponse.builder()
                .exportTasks(exports.get(name))
                .build();
    }
}
