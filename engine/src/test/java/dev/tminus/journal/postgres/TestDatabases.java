package dev.tminus.journal.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of the JVM, and for each test a database copied from one that has the journal's tables. */
public final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path data = Files.createTempDirectory("tminus-test-databases").resolve("data");
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setServerConfig("timezone", "Asia/Kathmandu")
                        .setServerConfig("autovacuum", "off")
                        .setPGStartupWait(Duration.ofMinutes(5))
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data)));
                System.out.println("tests use the embedded PostgreSQL on port " + server.getPort());
                execute(server.getPort(), "postgres", "create database template_journal");
                PostgresJournal.open(address(server.getPort(), "template_journal"), InstantSource.system())
                        .close();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Leaves the removal to a process that outlives this one: hundreds of databases are a hundred thousand files, and
     * the build ends a test process that takes longer than half a minute to exit.
     */
    private static void stop(EmbeddedPostgres server, Path data) {
        try {
            server.close();
            new ProcessBuilder("rm", "-rf", data.getParent().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException left) {
            System.err.println("the data of the tests' PostgreSQL stays in " + data + ": " + left.getMessage());
        }
    }

    public static int port() {
        return Server.POSTGRES.getPort();
    }

    /** A fresh database with the journal's tables in it. */
    public static JournalAddress journal() {
        return create("template_journal");
    }

    /** A fresh database with nothing in it. */
    public static JournalAddress empty() {
        return create("template0");
    }

    private static JournalAddress create(String template) {
        String name = "test_" + NUMBER.incrementAndGet();
        execute(port(), "postgres", "create database " + name + " template " + template);
        return address(port(), name);
    }

    public static JournalAddress address(int port, String database) {
        return new JournalAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                "postgres",
                "postgres",
                JournalAddress.PATIENCE);
    }

    /** As the superuser. */
    public static void execute(JournalAddress address, String sql) {
        try (Connection connection = DriverManager.getConnection(address.url(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static void execute(int port, String database, String sql) {
        execute(address(port, database), sql);
    }
}
