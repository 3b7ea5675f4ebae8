package dev.tminus.app.postgres;

import dev.tminus.app.postgres.migrate.Migrator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Real PostgreSQL servers of the versions that are supported, each started when a test first asks for it, stopped with
 * the JVM. Safe for use by threads.
 *
 * <p>As root they run in a user namespace of their own: the library that starts them sees to it.
 */
public final class TestServers {

    public static final List<Integer> VERSIONS = List.of(14, 15, 16, 17, 18);

    private static final Path FOLDER = Path.of(System.getProperty("tminus.test.servers", "target/servers"));

    private static final Map<Integer, Server> STARTED = new ConcurrentHashMap<>();

    private TestServers() {}

    public static Server of(int version) {
        return STARTED.computeIfAbsent(version, TestServers::start);
    }

    /** For {@code @MethodSource}. */
    public static Stream<Integer> versions() {
        return VERSIONS.stream();
    }

    /** One server; databases on it are its tests' own, roles are not. */
    public record Server(int version, int port) {

        private static final AtomicInteger DATABASES = new AtomicInteger();

        public String newDatabase() throws SQLException {
            return newDatabase("template1");
        }

        public String newDatabase(String template) throws SQLException {
            String name = "db_" + DATABASES.incrementAndGet();
            try (Connection connection = connect("postgres")) {
                TestServer.execute(connection, "create database " + name + " template " + template);
            }
            return name;
        }

        /** As the superuser. */
        public Connection connect(String database) throws SQLException {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&password=postgres&preferQueryMode=%s"
                            .formatted(port, database, Migrator.QUERY_MODE));
        }

        /** The address as Prisma and libpq write it. */
        public String url(String database) {
            return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(port, database);
        }
    }

    private static Server start(int version) {
        try {
            Path data = FOLDER.resolve("data-" + version).toAbsolutePath();
            delete(data);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofMinutes(5))
                    .setServerConfig("timezone", "Asia/Kathmandu")
                    // It comes once a minute, to any database, and changes what tables are measured at.
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("max_connections", "50")
                    .setServerConfig("max_prepared_transactions", "5")
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements");
            if (version != 15) {
                builder.setPgBinaryResolver(packed(version));
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data)));
            Server server = new Server(version, builder.start().getPort());
            System.out.printf("tests use the embedded PostgreSQL %d on port %d%n", version, server.port());
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException("the test's PostgreSQL " + version + " does not start", failed);
        }
    }

    /** At once and without tidying up: the orderly stop of five servers takes longer than a JVM may take to end. */
    private static void stop(Path data) {
        try {
            String process = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            new ProcessBuilder("kill", "-QUIT", process.strip()).start().waitFor();
        } catch (IOException notStarted) {
            System.out.println("no server to stop in " + data);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an earlier JVM left. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** From the jars that the build lays beside the class path, which can hold one version only. */
    private static PgBinaryResolver packed(int version) {
        Path jar = FOLDER.resolve(version + ".jar");
        return (system, machine) -> {
            String name = "postgres-%s-%s.txz".formatted(system.toLowerCase(Locale.ROOT), machine);
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                ZipEntry entry = zip.getEntry(name);
                if (entry == null) {
                    throw new FileNotFoundException(name + " in " + jar);
                }
                try (InputStream bytes = zip.getInputStream(entry)) {
                    return new ByteArrayInputStream(bytes.readAllBytes());
                }
            }
        };
    }
}
