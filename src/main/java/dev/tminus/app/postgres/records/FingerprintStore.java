package dev.tminus.app.postgres.records;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.schema.SchemaPrint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Fingerprints that a run took, kept in the run's own folder and in the target's schema {@code tminus}.
 *
 * <p>Two places, because either can be gone when it counts: the target's after a restore of a backup taken earlier, the
 * folder on another machine.
 */
public final class FingerprintStore {

    /** The name under which the schema from before the first change is asked for. */
    public static final String BEFORE = "before";

    private final ActionContext context;

    public FingerprintStore(ActionContext context) {
        this.context = context;
    }

    /** As the step's own, and where there is none yet, as the one from before any change. */
    public void keepBefore(Connection connection, SchemaPrint fingerprint) throws SQLException {
        keep(fingerprint);
        write(BEFORE, fingerprint);
        TargetRecords records = new TargetRecords(connection);
        if (records.ready()) {
            records.keepFingerprint(context.run().value(), context.step(), fingerprint);
        }
    }

    /** Lines under a name of their own, read again by {@link #find}; what is kept already stays. */
    public void keepOnce(Connection connection, String name, List<String> lines) throws SQLException {
        SchemaPrint kept = SchemaPrint.of(lines);
        write("step-" + name, kept);
        TargetRecords records = new TargetRecords(connection);
        if (records.ready()) {
            records.keepFingerprint(context.run().value(), name, kept);
        }
    }

    /** The same, in place of what is kept. */
    void keepLast(Connection connection, String name, List<String> lines) throws SQLException {
        try {
            Files.deleteIfExists(file("step-" + name));
        } catch (IOException failed) {
            throw new TargetRefused("%s cannot be replaced.".formatted(file("step-" + name)), failed);
        }
        SchemaPrint kept = SchemaPrint.of(lines);
        write("step-" + name, kept);
        TargetRecords records = new TargetRecords(connection);
        if (records.ready()) {
            records.replaceFingerprint(context.run().value(), name, kept);
        }
    }

    public void keep(SchemaPrint fingerprint) {
        write("step-" + context.step(), fingerprint);
    }

    /** Of that step of this run, or of {@link #BEFORE}. */
    public Optional<SchemaPrint> find(Connection connection, String name) throws SQLException {
        Optional<SchemaPrint> kept = read(name.equals(BEFORE) ? BEFORE : "step-" + name);
        TargetRecords records = new TargetRecords(connection);
        if (kept.isPresent() || !records.exist()) {
            return kept;
        }
        String run = context.run().value();
        return name.equals(BEFORE) ? records.firstFingerprint(run) : records.fingerprint(run, name);
    }

    /** The first one stays: what a second attempt finds is no longer what was there before. */
    private void write(String name, SchemaPrint fingerprint) {
        Path file = file(name);
        if (Files.exists(file)) {
            return;
        }
        try {
            Path part = Files.createTempFile(context.privateFolder(), "fingerprint", ".part");
            Files.write(part, fingerprint.lines());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new TargetRefused(
                    "The fingerprint cannot be kept in %s: %s.".formatted(file, failed.getMessage()), failed);
        }
    }

    private Optional<SchemaPrint> read(String name) {
        try {
            return Files.exists(file(name))
                    ? Optional.of(SchemaPrint.of(Files.readAllLines(file(name))))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Path file(String name) {
        return context.privateFolder().resolve("fingerprint-" + name.replaceAll("[^a-z0-9_]", "-"));
    }
}
