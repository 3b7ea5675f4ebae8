package dev.tminus.app.postgres.rollback;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.backup.BackupRefused;
import dev.tminus.app.postgres.backup.ClientPrograms;
import dev.tminus.app.postgres.backup.Contents;
import dev.tminus.app.postgres.backup.Dump;
import dev.tminus.app.postgres.backup.ScratchDatabase;
import dev.tminus.app.postgres.database.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Makes a copy of a database on its own server: as PostgreSQL copies a template, which takes nobody else connected, or from
 * a dump, which takes the client programs.
 */
record DatabaseCopy(ActionContext context, Target original, String name, Path folder) {

    private static final String OTHERS = "select exists (select from pg_stat_activity where datname = ?"
            + " and backend_type = 'client backend' and application_name not like 'tminus/%')";

    /** Whether others were connected to the original meanwhile. */
    boolean make() throws SQLException {
        try (Connection connection = original.open();
                Statement patience = connection.createStatement()) {
            patience.execute("set statement_timeout = 0");
            ScratchDatabase scratch =
                    new ScratchDatabase(connection, original.address().dbname(), name);
            if (!others(connection)) {
                scratch.copy();
                return false;
            }
            return dumped(connection, scratch);
        }
    }

    private boolean others(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
            statement.setString(1, original.address().dbname());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    private boolean dumped(Connection connection, ScratchDatabase scratch) throws SQLException {
        Path file = folder.resolve(name + ".dump");
        Dump dump = new Dump(
                new ClientPrograms(Optional.empty(), original.address().environment(original.sessionName())),
                line -> {});
        try {
            dump.take(connection, file, context.startedAt());
            scratch.create();
            dump.restore(file, name, connection);
            return true;
        } catch (BackupRefused impossible) {
            return copied(scratch, impossible);
        } finally {
            delete(file);
        }
    }

    /** They may be gone by now. */
    private static boolean copied(ScratchDatabase scratch, BackupRefused noDump) throws SQLException {
        try {
            scratch.copy();
            return false;
        } catch (BackupRefused busy) {
            busy.addSuppressed(noDump);
            throw new BackupRefused(
                    "%s, or have it dumped: %s".formatted(busy.getMessage(), noDump.getMessage()), busy);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(Contents.beside(file));
        } catch (IOException kept) {
            throw new UncheckedIOException(file + " cannot be deleted", kept);
        }
    }
}
