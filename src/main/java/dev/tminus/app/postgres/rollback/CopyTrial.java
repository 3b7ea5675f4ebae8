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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.UUID;
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

    private record Copy(Target original, String name) {
        Target target() {
            return original.elsewhere(new Inputs(Map.of("dbname", name)));
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
        // The same name each time: what a process that was killed left behind is dropped by the next trial of the run.
        String name = ScratchDatabase.PREFIX + "way_back_"
                + UUID.nameUUIDFromBytes((step.run().value() + place).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        Copy copy = new Copy(target, name);
        try (Connection connection = target.open();
                Statement patience = connection.createStatement()) {
            patience.execute("set statement_timeout = 0");
            new ScratchDatabase(connection, target.address().dbname(), name).copy();
        }
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
        Copy copy = copy(Target.of(context));
        return new CopyContext(context, step.epoch(), copy.name(), own());
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
        return new Noted(folder, original).sinceStep(step.step(), now(original));
    }

    @Override
    public Copies.Difference sinceStart() {
        Target original = DatabaseCopies.target(step);
        return new Noted(folder, original).sinceStart(now(original));
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
                new ScratchDatabase(connection, copy.original().address().dbname(), copy.name()).drop();
            } catch (SQLException | TargetRefused stays) {
                LOG.warn("The copy {} could not be dropped", copy.name(), stays);
            }
        }
        copies.clear();
    }
}
