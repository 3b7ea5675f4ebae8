package dev.tminus.app.postgres.backup;

import dev.tminus.book.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A dump in pg_dump's custom format, and what lay in the database when it was taken. */
public final class Dump {

    private final ClientPrograms programs;
    private final Consumer<String> line;

    /** @param line told what the programs write */
    public Dump(ClientPrograms programs, Consumer<String> line) {
        this.programs = programs;
        this.line = line;
    }

    /**
     * Dumps the session's database and describes it from one and the same snapshot, reads the dump to its end, and only
     * then gives the file its name. The contents lie beside it.
     *
     * @param connection in autocommit mode, and so again afterwards
     */
    public Contents take(Connection connection, Path file, Instant now) throws SQLException {
        programs.requireFor("pg_dump", connection.getMetaData().getDatabaseMajorVersion());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Contents contents = inOneSnapshot(connection, part, now);
            read(part, connection);
            Contents complete = contents.in(sha256(part));
            complete.write(Contents.beside(file));
            force(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return complete;
        } catch (IOException failed) {
            throw new BackupRefused("%s cannot be written: %s.".formatted(file, failed.getMessage()), failed);
        }
    }

    private Contents inOneSnapshot(Connection connection, Path part, Instant now) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            String snapshot;
            try (ResultSet rows = statement.executeQuery("select pg_export_snapshot()")) {
                rows.next();
                snapshot = rows.getString(1);
            }
            Contents contents = Contents.of(connection, now);
            programs.run(
                    List.of("pg_dump", "--format=custom", "--no-password", "--snapshot=" + snapshot, "--file=" + part),
                    line,
                    () -> ended(connection));
            return contents;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Turns the whole dump into SQL that goes nowhere: a list of its contents is read from its head alone. */
    private void read(Path part, Connection connection) {
        programs.run(
                List.of("pg_restore", "--file=/dev/null", part.toString()), ignored -> {}, () -> ended(connection));
    }

    /** Fills an empty database from a dump; the first error ends it. */
    public void restore(Path file, String database, Connection connection) {
        programs.run(
                List.of(
                        "pg_restore",
                        "--exit-on-error",
                        "--single-transaction",
                        "--no-password",
                        "--dbname=" + database,
                        file.toString()),
                line,
                () -> ended(connection));
    }

    /** Refuses a file that is not the one the contents beside it were written for. */
    public static void requireUnchanged(Path file, Contents contents) {
        if (!contents.sha256().isEmpty() && !contents.sha256().equals(sha256(file))) {
            throw new BackupRefused("%s is not the file that was dumped: its SHA-256 is not the one in %s."
                    .formatted(file, Contents.beside(file)));
        }
    }

    /** A program is ended with the session for which it works. */
    private static boolean ended(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException gone) {
            return true;
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static String sha256(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                DigestInputStream read = new DigestInputStream(bytes, Sha256.begin())) {
            read.transferTo(OutputStream.nullOutputStream());
            return Sha256.end(read.getMessageDigest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }
}
