package dev.tminus.app.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL server for the JVM, in a time zone that is not the JVM's; each test makes databases of its own. */
public final class TestServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestServer() {}

    public static String newDatabase() throws SQLException {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres")) {
            execute(connection, "create database " + name);
        }
        return name;
    }

    public static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                SERVER.getJdbcUrl("postgres", database) + "&preferQueryMode=" + Migrator.QUERY_MODE);
    }

    /** The address as Prisma and libpq write it. */
    public static String url(String database) {
        return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(SERVER.getPort(), database);
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** The rows, each as its columns' text with a bar between. */
    public static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    columns.add(String.valueOf(rows.getString(column)));
                }
                all.add(String.join("|", columns));
            }
            return all;
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("timezone", "Asia/Kathmandu")
                    .setServerConfig("max_connections", "50")
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException("the test's PostgreSQL does not start", failed);
        }
    }
}
