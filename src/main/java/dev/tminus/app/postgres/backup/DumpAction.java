package dev.tminus.app.postgres.backup;

import static dev.tminus.app.postgres.database.TargetKeys.TEXT;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action {@code pg.dump}: a dump that was read back to its end, and what lay in the database at that moment. */
public final class DumpAction implements StepAction {

    private static final ActionType TYPE = new ActionType(
            "pg.dump",
            "Dumps a database with pg_dump (custom format) inside an exported snapshot, describes schema, row counts and "
                    + "checksums of that same snapshot in FILE.contents, and reads the dump to its end. A file that is there "
                    + "is never overwritten. pg.restore_test proves that the dump can be restored.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.required(
                            "file", TEXT, "Where the dump goes. Example: file: \"backup-${{ run.stamp }}.dump\""),
                    Backups.PROGRAMS),
            List.of(),
            result(),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.dump: { db: main, file: "backup-${{ run.stamp }}.dump" }
            """);

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("path", Simple.STRING);
        fields.put("bytes", Simple.INT);
        fields.put("sha256", Simple.STRING);
        fields.put("rows", Simple.INT);
        fields.put("fingerprint", Simple.STRING);
        fields.put("taken_at", Simple.TIMESTAMP);
        fields.put("verified", Simple.BOOL);
        return fields;
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.STATEMENTS, connection -> dump(context, connection));
    }

    private static Outcome dump(ActionContext context, Connection connection) throws SQLException {
        Path file = file(context);
        claim(context, file);
        Contents contents = Backups.dump(context, Target.of(context)).take(connection, file, context.startedAt());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("path", file.toString());
        values.put("bytes", size(file));
        values.put("sha256", contents.sha256());
        values.put("rows", contents.rows());
        values.put("fingerprint", contents.schema().digest());
        values.put("taken_at", contents.takenAt());
        values.put("verified", true);
        return new Outcome.Done(
                new Values(values), Optional.empty(), List.of(new Resource("dump", file.toString(), context.step())));
    }

    /** A file that this step of this run began earlier may be written again; any other stays. */
    private static void claim(ActionContext context, Path file) {
        Path note = context.privateFolder().resolve("dump-" + context.step().replaceAll("[^a-z0-9_]", "-"));
        try {
            boolean ours = Files.exists(note) && Files.readString(note).equals(file.toString());
            if (Files.exists(file) && !ours) {
                throw new TargetRefused(
                        "%s is there already, and a backup is never overwritten; give the file another name, such as with ${{ run.stamp }}."
                                .formatted(file));
            }
            Files.writeString(note, file.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(note + " cannot be written", failed);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(file + " cannot be read", gone);
        }
    }

    private static Path file(ActionContext context) {
        return Backups.file(
                context,
                new Inputs(context.inputs())
                        .text("file")
                        .orElseThrow(() -> new TargetRefused("file is missing; say where the dump goes.")));
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.with(context, connection -> {
            Backups.programs(context, Target.of(context))
                    .requireFor("pg_dump", connection.getMetaData().getDatabaseMajorVersion());
            return List.of();
        });
    }
}
