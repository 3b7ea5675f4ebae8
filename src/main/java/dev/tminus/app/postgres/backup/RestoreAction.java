package dev.tminus.app.postgres.backup;

import static dev.tminus.app.postgres.database.TargetKeys.TEXT;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.backup.Contents.Aspect;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.ServerError;
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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The action {@code pg.restore}: puts a database from a dump in the place of the one that is there.
 *
 * <p>The dump is restored beside the live database and compared with what it should hold; only then is the live one
 * renamed and the restored one given its name. Whatever fails before leaves the live database as it was, and afterwards
 * its data are still there under the other name. {@code pg_restore --clean} over a migrated database would do neither.
 */
public final class RestoreAction implements StepAction {

    private static final ActionType TYPE = new ActionType(
            "pg.restore",
            "Restores a dump beside the live database, compares it with FILE.contents, and gives it the live one's name; the "
                    + "replaced database stays under another. Ends all its sessions. Over a database that holds rows it "
                    + "works only in a step with destructive: true. Result: replaced is the name of the database set aside.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.required("file", TEXT, "The dump, made by pg.dump. Example: file: backup.dump"),
                    Backups.PROGRAMS),
            List.of(),
            result(),
            Repeat.CHECK_FIRST,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.restore: { db: main, file: backup.dump }
            """);

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("replaced", Simple.STRING);
        fields.put("rows", Simple.INT);
        fields.put("lost", new Type.ListOf(Simple.STRING));
        return fields;
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, RestoreAction::beside, Target.Mode.STATEMENTS, server -> {
            Target live = Target.of(context);
            Path file = file(context);
            Contents wanted = contents(file);
            List<String> lost = lost(context, live, wanted);
            ScratchDatabase scratch = scratch(context, server);
            scratch.create();
            try {
                fill(context, server, scratch, file, wanted);
            } catch (TargetRefused | SQLException failed) {
                if (!server.isClosed()) {
                    scratch.drop();
                }
                throw failed;
            }
            scratch.takeOver(replaced(context));
            return done(context, wanted, lost);
        });
    }

    /** The live database cannot be renamed by a session on it. */
    private static Target beside(Target live) {
        return live.elsewhere(new Inputs(Map.of("dbname", "postgres")));
    }

    private static Path file(ActionContext context) {
        return Backups.file(
                context,
                new Inputs(context.inputs())
                        .text("file")
                        .filter(name -> !name.isEmpty())
                        .orElseThrow(() -> new TargetRefused("file is missing: there is no dump to restore.")));
    }

    private static Contents contents(Path file) {
        Contents wanted = Contents.read(Contents.beside(file))
                .orElseThrow(() -> new TargetRefused(
                        "%s is not there, so nobody could tell whether the dump was restored whole. Restore it by hand, or take dumps with pg.dump."
                                .formatted(Contents.beside(file))));
        Dump.requireUnchanged(file, wanted);
        return wanted;
    }

    /** What the live database holds otherwise than the dump; refused without the step's consent where it holds rows. */
    private static List<String> lost(ActionContext context, Target live, Contents wanted) throws SQLException {
        try (Connection connection = live.open()) {
            Contents now = Contents.of(connection, context.startedAt());
            List<String> lost = now.differenceFrom(wanted, EnumSet.of(Aspect.SCHEMA, Aspect.CHECKSUMS));
            if (now.rows() > 0 && !context.destructive()) {
                throw new TargetRefused(
                        "%s holds %d rows, and what was written since %s would be gone (%s). Nothing was done. If this is meant, write destructive: true with an approval."
                                .formatted(
                                        live,
                                        now.rows(),
                                        wanted.takenAt(),
                                        lost.isEmpty() ? "nothing differs now" : Backups.told(lost)));
            }
            return lost;
        }
    }

    private static void fill(
            ActionContext context, Connection server, ScratchDatabase scratch, Path file, Contents wanted)
            throws SQLException {
        Target live = Target.of(context);
        Backups.dump(context, live).restore(file, scratch.name(), server);
        try (Connection copy =
                live.elsewhere(new Inputs(Map.of("dbname", scratch.name()))).open()) {
            List<String> differences = Contents.of(copy, context.startedAt())
                    .differenceFrom(wanted, EnumSet.of(Aspect.SCHEMA, Aspect.CHECKSUMS));
            if (!differences.isEmpty()) {
                throw new TargetRefused(
                        "The restored database is not the one that was dumped: %s. The live one was not touched."
                                .formatted(Backups.told(differences)));
            }
        }
    }

    private static Outcome done(ActionContext context, Contents wanted, List<String> lost) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("replaced", replaced(context));
        values.put("rows", wanted.rows());
        values.put("lost", lost.stream().map(context.masker()::mask).toList());
        return new Outcome.Done(
                new Values(values),
                Optional.empty(),
                List.of(new Resource("database", replaced(context), context.step())));
    }

    private static ScratchDatabase scratch(ActionContext context, Connection server) {
        return new ScratchDatabase(
                server, Target.of(context).address().dbname(), Backups.scratchName(context, "restore"));
    }

    private static String replaced(ActionContext context) {
        return Backups.scratchName(context, "replaced");
    }

    /** Finishes the exchange where it was broken off between the two renames: then no database has the live name. */
    @Override
    public Outcome lookAfter(ActionContext context) {
        return TargetWork.perform(context, RestoreAction::beside, Target.Mode.STATEMENTS, server -> {
            ScratchDatabase scratch = scratch(context, server);
            if (!scratch.exists(replaced(context))) {
                return new Outcome.Absent("the live database was not set aside");
            }
            if (scratch.exists(scratch.name())) {
                scratch.takeOver(replaced(context));
            }
            return done(context, contents(file(context)), List.of());
        });
    }

    /** What would be lost, for the approval beside the step. */
    @Override
    public Values pending(ActionContext context) {
        try (Connection connection = Target.of(context).open()) {
            Contents wanted = contents(file(context));
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("database", Target.of(context).toString());
            values.put("back_to", wanted.takenAt().toString());
            values.put(
                    "lost",
                    Contents.of(connection, context.startedAt())
                            .differenceFrom(wanted, EnumSet.of(Aspect.SCHEMA, Aspect.CHECKSUMS))
                            .stream()
                            .map(context.masker()::mask)
                            .toList());
            return new Values(values);
        } catch (TargetRefused refused) {
            return Values.of("problem", context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return Values.of("problem", context.masker().mask(ServerError.sentence(failed)));
        }
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.with(context, connection -> {
            Backups.programs(context, Target.of(context))
                    .requireFor("pg_restore", connection.getMetaData().getDatabaseMajorVersion());
            return List.of();
        });
    }
}
