package dev.tminus.journal.postgres;

import dev.tminus.journal.Output;
import dev.tminus.journal.OutputWriter;
import dev.tminus.journal.Outputs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Output as rows of chunks. Each chunk is a piece of work of its own, so appends get their turn between them. */
record PostgresOutputs(Session session) implements Outputs, OutputWriter.Shelf {

    private static final String KEEP =
            "INSERT INTO tminus.chunk (digest, data) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING";

    private static final String FINISH = """
            INSERT INTO tminus.output (sha256, size, kept, chunks) VALUES (?, ?, ?, ?)
            ON CONFLICT (sha256) DO NOTHING""";

    private static final String FIND = "SELECT size, kept, chunks FROM tminus.output WHERE sha256 = ?";
    private static final String CHUNK = "SELECT data FROM tminus.chunk WHERE digest = ?";

    @Override
    public OutputWriter writer() {
        return new OutputWriter(this, MOST_KEPT);
    }

    @Override
    public void keep(String digest, byte[] chunk) {
        session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
                statement.setString(1, digest);
                statement.setBytes(2, chunk);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void finish(Output output, List<String> chunks) {
        session.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
                statement.setString(1, output.sha256());
                statement.setLong(2, output.size());
                statement.setLong(3, output.kept());
                statement.setArray(4, connection.createArrayOf("text", chunks.toArray()));
                return statement.executeUpdate();
            }
        });
    }

    private record Kept(long size, long kept, List<String> chunks) {}

    @Override
    public boolean read(String sha256, OutputStream to) throws IOException {
        Optional<Kept> found = session.use(connection -> find(connection, sha256));
        if (found.isEmpty()) {
            return false;
        }
        Kept kept = found.get();
        for (String digest : kept.chunks) {
            to.write(session.use(connection -> chunk(connection, digest)));
        }
        if (kept.kept < kept.size) {
            to.write(OutputWriter.cutNotice(kept.size, kept.kept).getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    private static Optional<Kept> find(Connection connection, String sha256) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, sha256);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Kept(row.getLong(1), row.getLong(2), List.of((String[])
                                row.getArray(3).getArray())))
                        : Optional.empty();
            }
        }
    }

    private static byte[] chunk(Connection connection, String digest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHUNK)) {
            statement.setString(1, digest);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the journal lost chunk " + digest);
                }
                return row.getBytes(1);
            }
        }
    }
}
