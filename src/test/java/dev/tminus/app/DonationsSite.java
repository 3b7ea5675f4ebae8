package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.demo.DonationsTables;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.app.postgres.migrate.PrismaStatus;
import dev.tminus.reader.YamlDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One side of the demo: a donations database with data, and the demo application on it. */
final class DonationsSite {

    static final Path FOLDER = Path.of("../runbooks/donations").toAbsolutePath().normalize();

    private final String name;
    private final Path state;
    private final int port;

    DonationsSite(String name, Path state) throws IOException {
        this.name = name;
        this.state = Files.createDirectories(state);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    String database() {
        return "donations_demo_" + name;
    }

    Path state() {
        return state;
    }

    Map<String, String> secrets() {
        String prefix = "DEMO_" + name.toUpperCase(Locale.ROOT);
        return Map.of(prefix + "_DATABASE_URL", TestServer.url(database()), prefix + "_DATABASE_PASSWORD", "postgres");
    }

    Map<String, Object> inputs() {
        return Map.of(
                "migration",
                "20251201000000_gift_net_amount",
                "window",
                "2026-12-01T01:00[Europe/Berlin]/PT3H",
                "demo_state",
                state.toString(),
                "demo_port",
                port);
    }

    static Map<String, Object> answers() throws IOException {
        return answers(Map.of());
    }

    /** The shipped answers, some of them replaced. */
    static Map<String, Object> answers(Map<String, Object> others) throws IOException {
        Path file = FOLDER.resolve("demo.answers.yaml");
        Map<String, Object> answers = new LinkedHashMap<>(YamlDocument.read(file.toString(), Files.readAllBytes(file)));
        answers.putAll(others);
        return answers;
    }

    /** The database as it was before the migration, and the application running on it. */
    void setUp() throws Exception {
        String java = "'%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s'"
                .formatted(System.getProperty("java.home"), System.getProperty("java.class.path"));
        Files.writeString(
                state.resolve("stand-in.env"),
                "TMINUS_SELF=\"%s dev.tminus.app.Main\"%nDEMO_APP=\"%s dev.tminus.app.demo.DonationsApp\"%nAPP_PORT=%d%n"
                        .formatted(java, java, port));
        Files.write(state.resolve("error.log"), new byte[0]);
        try (Connection connection = TestServer.connect("postgres")) {
            TestServer.execute(connection, "drop database if exists " + database() + " with (force)");
            TestServer.execute(connection, "create database " + database());
            TestServer.execute(connection, "alter database " + database() + " set donations.donors = '500'");
        }
        execute(Files.readString(FOLDER.resolve("prisma/migrations/20251113000000_init/migration.sql")));
        execute(Files.readString(FOLDER.resolve("ops/generate-data.sql")));
        baseline();
        pm2("start");
    }

    void close() throws Exception {
        pm2("stop");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = TestServer.connect(database())) {
            TestServer.execute(connection, sql);
        }
    }

    List<String> rows() throws SQLException {
        return rows(database());
    }

    /** Count and checksum of every table, without the column that the migration adds. */
    static List<String> rows(String database) throws SQLException {
        StringBuilder sql = new StringBuilder();
        for (String table : DonationsTables.NAMES) {
            sql.append(sql.isEmpty() ? "" : " union all ")
                    .append(
                            "select '%s', count(*), sum(hashtextextended((to_jsonb(t) - 'net_amount')::text, 0)) from %s t"
                                    .formatted(table, table));
        }
        try (Connection connection = TestServer.connect(database)) {
            return TestServer.rows(connection, sql.toString());
        }
    }

    List<String> columns(String table) throws SQLException {
        return columns(database(), table);
    }

    /** Of a table or an index. */
    static List<String> columns(String database, String table) throws SQLException {
        try (Connection connection = TestServer.connect(database)) {
            return TestServer.rows(
                    connection,
                    "select attname from pg_attribute where attrelid = '%s'::regclass and attnum > 0 and not attisdropped"
                            .formatted(table));
        }
    }

    /** Whether users are let in: the application runs and no maintenance flag is there. */
    boolean isOpen() {
        return Files.exists(state.resolve("app.pid")) && !Files.exists(state.resolve("maintenance"));
    }

    /** As for a database that was there before Prisma: what it holds is recorded as applied. */
    private void baseline() {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = new PrismaStatus(Map.of("DATABASE_URL", TestServer.url(database())), out, out)
                .run(List.of(
                        "resolve",
                        "--migrations",
                        FOLDER.resolve("prisma/migrations").toString(),
                        "--applied",
                        "20251113000000_init"));
        assertThat(code).as(said.toString()).isZero();
    }

    private void pm2(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("./demo/bin/pm2", command, "ecosystem.config.js")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("pm2.log").toFile());
        builder.environment().put("OPS_STATE", state.toString());
        builder.environment().put("DATABASE_URL", TestServer.url(database()));
        assertThat(builder.start().waitFor()).isZero();
    }
}
