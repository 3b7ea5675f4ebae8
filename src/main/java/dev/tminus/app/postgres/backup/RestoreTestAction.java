package dev.tminus.app.postgres.backup;

import static dev.tminus.app.postgres.database.TargetKeys.INT;
import static dev.tminus.app.postgres.database.TargetKeys.TEXT;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.backup.Contents.Aspect;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The action {@code pg.restore_test}: restores a dump into a scratch database and compares what is in it. */
public final class RestoreTestAction implements StepAction {

    private static final ActionType TYPE = new ActionType(
            "pg.restore_test",
            "Restores a dump into a scratch database on the same server, compares it with what lay in the database when the "
                    + "dump was taken (FILE.contents), and drops it again. Without file it takes a dump of its own; with "
                    + "restored it compares the database with one that something else restored.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.optional("file", TEXT, "The dump. Example: file: \"${{ steps.dump.result.path }}\""),
                    ActionType.Key.optional(
                            "compare",
                            new Shape.Many(new Shape.OneOf(List.of("schema", "row_counts", "checksums"))),
                            "What is compared; all of it, if nothing is said. Example: compare: [schema, row_counts]"),
                    ActionType.Key.optional(
                            "restored",
                            new Shape.Mapping(List.of(
                                    ActionType.Key.optional("host", TEXT, "Its host."),
                                    ActionType.Key.optional("port", INT, "Its port."),
                                    ActionType.Key.optional("dbname", TEXT, "Its database."))),
                            "A restored copy that is there already, by what differs from the connection. "
                                    + "Example: restored: { host: drill.example.com }"),
                    Backups.PROGRAMS),
            List.of(),
            result(),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.restore_test: { db: main, compare: [schema, row_counts] }
            """);

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("verified", Simple.BOOL);
        fields.put("rows", Simple.INT);
        fields.put("took", Simple.DURATION);
        fields.put("differences", new Type.ListOf(Simple.STRING));
        return fields;
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.STATEMENTS, connection -> {
            Inputs inputs = new Inputs(context.inputs());
            long start = System.nanoTime();
            Pair pair = inputs.find("restored").isPresent()
                    ? restoredElsewhere(context, connection, inputs)
                    : tried(context, connection, inputs);
            return judged(context, pair, aspects(inputs), Duration.ofNanos(System.nanoTime() - start));
        });
    }

    /** What lay in the database, and what the restored one holds. */
    private record Pair(Contents wanted, Contents found) {}

    private static Pair restoredElsewhere(ActionContext context, Connection connection, Inputs inputs)
            throws SQLException {
        Target other = Target.of(context).elsewhere(inputs.mapping("restored"));
        try (Connection copy = other.open()) {
            return new Pair(Contents.of(connection, context.startedAt()), Contents.of(copy, context.startedAt()));
        }
    }

    private static Pair tried(ActionContext context, Connection connection, Inputs inputs) throws SQLException {
        Target target = Target.of(context);
        Dump dump = Backups.dump(context, target);
        Optional<Path> given = inputs.text("file").map(name -> Backups.file(context, name));
        Path file = given.orElseGet(() -> context.privateFolder().resolve("restore-test.dump"));
        try {
            Contents wanted = given.isPresent()
                    ? contents(context, connection, file)
                    : dump.take(connection, file, context.startedAt());
            return new Pair(wanted, restored(context, connection, dump, file));
        } finally {
            if (given.isEmpty()) {
                delete(file);
                delete(Contents.beside(file));
            }
        }
    }

    private static Contents contents(ActionContext context, Connection connection, Path file) throws SQLException {
        Optional<Contents> beside = Contents.read(Contents.beside(file));
        if (beside.isEmpty()) {
            context.output()
                    .show("%s says nothing; comparing with the database as it is now%n"
                            .formatted(Contents.beside(file)));
            return Contents.of(connection, context.startedAt());
        }
        Dump.requireUnchanged(file, beside.get());
        return beside.get();
    }

    private static Contents restored(ActionContext context, Connection connection, Dump dump, Path file)
            throws SQLException {
        Target target = Target.of(context);
        ScratchDatabase scratch =
                new ScratchDatabase(connection, target.address().dbname(), Backups.scratchName(context, "test"));
        scratch.create();
        try {
            dump.restore(file, scratch.name(), connection);
            try (Connection copy = target.elsewhere(new Inputs(Map.of("dbname", scratch.name())))
                    .open()) {
                return Contents.of(copy, context.startedAt());
            }
        } finally {
            if (!connection.isClosed()) {
                scratch.drop();
            }
        }
    }

    private static Outcome judged(ActionContext context, Pair pair, Set<Aspect> aspects, Duration took) {
        List<String> differences = pair.found().differenceFrom(pair.wanted(), aspects).stream()
                .map(context.masker()::mask)
                .toList();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("verified", differences.isEmpty());
        values.put("rows", pair.found().rows());
        values.put("took", took);
        values.put("differences", differences);
        return differences.isEmpty()
                ? Outcome.Done.of(new Values(values))
                : new Outcome.Failed(
                        "The restored database is not the one that was dumped: %s."
                                .formatted(Backups.told(differences)),
                        new Values(values),
                        Optional.empty());
    }

    private static Set<Aspect> aspects(Inputs inputs) {
        List<String> words = inputs.texts("compare");
        if (words.isEmpty()) {
            return EnumSet.allOf(Aspect.class);
        }
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        words.forEach(word -> aspects.add(Aspect.valueOf(word.toUpperCase(Locale.ROOT))));
        return aspects;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            throw new UncheckedIOException(file + " cannot be deleted", kept);
        }
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.with(context, connection -> {
            if (new Inputs(context.inputs()).find("restored").isEmpty()) {
                Backups.programs(context, Target.of(context))
                        .requireFor("pg_restore", connection.getMetaData().getDatabaseMajorVersion());
            }
            return List.of();
        });
    }
}
