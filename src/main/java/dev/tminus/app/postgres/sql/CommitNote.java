package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The transaction id of a step, noted on disk before it commits, for targets where no marker may be written.
 *
 * <p>{@code pg_xact_status} later tells what became of it, as long as it is the same server on the same timeline.
 */
record CommitNote(Path file) {

    private static final String SERVER = "select s.system_identifier || ' ' || c.timeline_id"
            + " from pg_control_system() s, pg_control_checkpoint() c";

    static CommitNote of(ActionContext context) {
        String key = context.step().replaceAll("[^a-z0-9_]", "-") + "-" + context.attempt();
        return new CommitNote(context.privateFolder().resolve("commit-" + key));
    }

    /** Says that the attempt goes this way, so that a missing transaction id later proves that none was committed. */
    void begin() {
        write("begun");
    }

    void beforeCommit(Connection connection, String result) throws SQLException {
        write(one(connection, "select pg_current_xact_id()::text") + "\n" + one(connection, SERVER) + "\n" + result);
    }

    /** The result noted with it. */
    Optional<String> result() {
        List<String> lines = read();
        return lines.size() < 3 ? Optional.empty() : Optional.of(lines.get(2));
    }

    /** {@code committed}, {@code aborted}, {@code in progress}, {@code never sent}; empty where nothing can be said. */
    Optional<String> status(Connection connection) throws SQLException {
        List<String> lines = read();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        if (lines.size() < 3) {
            return Optional.of("never sent");
        }
        if (!lines.get(1).equals(one(connection, SERVER))) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                one(connection, "select pg_xact_status('" + Long.parseLong(lines.get(0)) + "'::xid8)"));
    }

    private List<String> read() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private void write(String text) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot note the transaction in " + file, failed);
        }
    }

    private static @org.jspecify.annotations.Nullable String one(Connection connection, String sql)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? found.getString(1) : null;
        }
    }
}
