package dev.tminus.app.postgres;

import dev.tminus.app.postgres.migrate.Migrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One real PostgreSQL server for the JVM, in a time zone that is not the JVM's; each test makes databases of its own. */
public final class TestServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Place SERVER = start();

    private TestServer() {}

    public static String newDatabase() throws SQLException {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres")) {
            execute(connection, "create database " + name);
        }
        return name;
    }

    public static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbc(database) + "&preferQueryMode=" + Migrator.QUERY_MODE);
    }

    /** The address with its login, to which further properties can be added. */
    public static String jdbc(String database) {
        return "jdbc:postgresql://%s:%d/%s?user=postgres&password=postgres"
                .formatted(SERVER.host(), SERVER.port(), database);
    }

    /** The address as Prisma and libpq write it. */
    public static String url(String database) {
        return "postgresql://postgres:postgres@%s:%d/%s".formatted(SERVER.host(), SERVER.port(), database);
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

    private record Place(String host, int port) {}

    /** A container where Docker answers, the embedded server otherwise; {@code TEST_DB=embedded} forces the latter. */
    private static Place start() {
        boolean embedded = "embedded".equals(System.getenv("TEST_DB"))
                || !looksLikeDocker()
                || !DockerClientFactory.instance().isDockerAvailable();
        Place place = embedded ? embedded() : container();
        System.out.printf(
                "tests use %s on %s:%d%n",
                embedded ? "the embedded PostgreSQL" : "a container", place.host(), place.port());
        return place;
    }

    /** Asking Docker costs time and log lines, so a socket has to be there first. */
    private static boolean looksLikeDocker() {
        return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    }

    private static Place container() {
        PostgreSQLContainer server = new PostgreSQLContainer("postgres:15-alpine")
                .withUsername("postgres")
                .withPassword("postgres")
                .withCommand("postgres", "-c", "timezone=Asia/Kathmandu", "-c", "autovacuum=off");
        server.start();
        return new Place(server.getHost(), server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT));
    }

    private static Place embedded() {
        return new Place("127.0.0.1", TestServers.of(15).port());
    }
}
