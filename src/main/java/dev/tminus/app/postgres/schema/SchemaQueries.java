package dev.tminus.app.postgres.schema;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The questions to the catalogs whose answers are the lines of a {@link SchemaPrint}. */
final class SchemaQueries {

    private static final List<String> EVERY_VERSION =
            List.of("tables", "columns", "constraints", "behaviour", "types", "rare", "rights", "comments", "database");

    /** Column lists, row filters and whole schemas came with it. */
    private static final int PUBLICATIONS_OF_NOW = 15;

    private SchemaQueries() {}

    static List<String> lines(Connection connection) throws SQLException {
        String publications = connection.getMetaData().getDatabaseMajorVersion() < PUBLICATIONS_OF_NOW
                ? "publications-14"
                : "publications-15";
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String name : Stream.concat(EVERY_VERSION.stream(), Stream.of(publications))
                    .toList()) {
                read(statement, text("own") + text(name), lines);
            }
        }
        return lines;
    }

    private static void read(Statement statement, String sql, List<String> lines) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                lines.add(OneLine.of(Spelling.settled(found.getString(1))));
            }
        }
    }

    static String text(String name) {
        try (InputStream file = SchemaQueries.class.getResourceAsStream(name + ".sql")) {
            return new String(requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the query " + name, unreadable);
        }
    }
}
