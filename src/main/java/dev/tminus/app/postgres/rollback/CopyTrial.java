package dev.tminus.app.postgres.rollback;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Copies;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.backup.Contents;
import dev.tminus.app.postgres.backup.ScratchDatabase;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of the databases that the undo of steps works on; each is made when it is first needed. Safe for threads. */
final class CopyTrial implements Copies.Trial {

    private static final Logger LOG = LoggerFactory.getLogger(CopyTrial.class);

    private final ActionContext step;
    private final Path folder;
    private final Map<String, Copy> copies = new LinkedHashMap<>();
    private final List<String> passedOver = new ArrayList<>();

    /** @param shared whether others were connected to the original when it was made */
    private record Copy(Target original, CopyNames names, boolean shared) {
        Target target() {
            return original.elsewhere(new Inputs(Map.of("dbname", names.copy())));
        }
    }

    CopyTrial(ActionContext step, Path folder) {
        this.step = step;
        this.folder = folder;
    }

    /** The copy of that database. Two connections to one database share it. */
    synchronized Copy copy(Target target) throws SQLException {
        String place = place(target);
        Copy known = copies.get(place);
        if (known != null) {
            return known;
        }
        CopyNames names =
                new CopyNames(step.run().value(), place, target.address().dbname());
        Copy copy = new Copy(target, names, new DatabaseCopy(step, target, names.copy(), folder).make());
        copies.put(place, copy);
        return copy;
    }

    private static String place(Target target) {
        return target.address().place() + "/" + target.address().dbname();
    }

    @Override
    public StepAction on(StepAction action) {
        return new ActionOnCopy(action, this);
    }

    synchronized void passOver(String what) {
        passedOver.add(what);
    }

    @Override
    public synchronized List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    /** What a step of the way back is given instead of its own. */
    ActionContext redirected(ActionContext context) throws SQLException {
        return around(context, copy(Target.of(context)).names(), context.inputs());
    }

    private ActionContext around(ActionContext context, CopyNames names, Map<String, Object> inputs) {
        return new CopyContext(new CopyContext.Given(context, inputs), step.epoch(), names.copy(), own());
    }

    /** What a step is given that works on whole databases of the server; empty where those are not all the trial's own. */
    synchronized Optional<ActionContext> besideCopy(ActionContext context) throws SQLException {
        Map<String, Object> atConnection = new LinkedHashMap<>(context.inputs());
        atConnection.remove("dbname");
        CopyNames names =
                copy(Target.of(new CopyContext.Given(context, atConnection))).names();
        return new Elsewhere(names).sql(context).map(inputs -> around(context, names, inputs));
    }

    /** What a program is given that fills a database of the trial from a backup. */
    synchronized Optional<ActionContext> filling(ActionContext context) {
        return copies.values().stream()
                .map(Copy::names)
                .flatMap(names -> new Elsewhere(names)
                        .program(context.inputs()).map(inputs -> around(context, names, inputs)).stream())
                .findFirst();
    }

    /** What a step made beside its database is the trial's to drop. */
    synchronized void made(ActionContext context, List<Resource> resources) {
        List<String> databases = resources.stream()
                .filter(resource -> resource.kind().equals("database"))
                .map(Resource::name)
                .toList();
        Copy copy = databases.isEmpty() || !context.inputs().containsKey("db")
                ? null
                : copies.get(place(Target.of(context)));
        if (copy != null) {
            databases.forEach(copy.names()::made);
        }
    }

    /** A folder with what the run's steps kept in theirs, so that nothing is written there. */
    private Path own() {
        Path own = folder.resolve("trial");
        try {
            Files.createDirectories(own);
            try (Stream<Path> kept = Files.list(step.privateFolder())) {
                for (Path file : kept.filter(Files::isRegularFile).toList()) {
                    if (file.getFileName().toString().startsWith("fingerprint-")) {
                        Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
            return own;
        } catch (IOException failed) {
            throw new UncheckedIOException("%s cannot be filled".formatted(own), failed);
        }
    }

    @Override
    public Copies.Difference sinceStep() {
        Target original = DatabaseCopies.target(step);
        return told(new Noted(folder, original).sinceStep(step.step(), now(original)));
    }

    @Override
    public Copies.Difference sinceStart() {
        Target original = DatabaseCopies.target(step);
        return told(new Noted(folder, original).sinceStart(now(original)));
    }

    /** Rows may be those of people who went on working. */
    private synchronized Copies.Difference told(Copies.Difference found) {
        if (found.rows().isEmpty() || copies.values().stream().noneMatch(Copy::shared)) {
            return found;
        }
        List<String> rows = new ArrayList<>(found.rows());
        rows.add("others were connected and may have written meanwhile");
        return new Copies.Difference(found.schema(), rows);
    }

    private Contents now(Target original) {
        try {
            return DatabaseCopies.contents(step, copy(original).target());
        } catch (SQLException | TargetRefused failed) {
            throw new Copies.Refused(step.masker().mask(String.valueOf(failed.getMessage())), failed);
        }
    }

    /** What a step says that could not be led to a copy. */
    Outcome refused(Exception failed) {
        String why = failed instanceof SQLException broken ? ServerError.sentence(broken) : failed.getMessage();
        return Outcome.Failed.because(
                step.masker().mask("There is no copy of its database to try it on: %s".formatted(why)));
    }

    @Override
    public synchronized void close() {
        for (Copy copy : copies.values()) {
            try (Connection connection = copy.original().open();
                    Statement patience = connection.createStatement()) {
                patience.execute("set statement_timeout = 0");
                for (String name : copy.names().all()) {
                    new ScratchDatabase(connection, copy.original().address().dbname(), name).drop();
                }
            } catch (SQLException | TargetRefused stays) {
                LOG.warn("The copies {} could not be dropped", copy.names().all(), stays);
            }
        }
        copies.clear();
    }
}
