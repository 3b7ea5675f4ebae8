package dev.tminus.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One of the demo's two environments: a database that holds data, and the application that works on it. */
final class Side {

    /** What was there before the migration that the demo is about. */
    static final String FIRST_MIGRATION = "20251113000000_init";

    private final String name;
    private final Path runbook;
    private final Path state;
    private final Stage.Server server;
    private final int applicationPort;

    Side(String name, Path runbook, Path state, Stage.Server server) throws IOException {
        this.name = name;
        this.runbook = runbook;
        this.state = Files.createDirectories(state);
        this.server = server;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.applicationPort = free.getLocalPort();
        }
    }

    String environment() {
        return "demo_" + name;
    }

    private String database() {
        return "donations_demo_" + name;
    }

    private String url() {
        return "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(server.user(), server.password(), server.port(), database());
    }

    /** What the runbook's secrets are read from. */
    Map<String, String> variables() {
        String prefix = environment().toUpperCase(Locale.ROOT);
        return Map.of(prefix + "_DATABASE_URL", url(), prefix + "_DATABASE_PASSWORD", server.password());
    }

    List<String> inputs() {
        return List.of(
                "-i",
                "demo_state=" + state,
                "-i",
                "demo_port=" + applicationPort,
                "-i",
                "demo_database_port=" + server.port(),
                "-i",
                "demo_database_user=" + server.user());
    }

    /** The first number of the server's version, which decides whose backups it can take in. */
    int serverMajor() throws SQLException {
        try (Connection connection = connect("postgres")) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    /** The database with its data as it was before the migration. */
    void fill(Stage stage) throws IOException, SQLException {
        create(Optional.empty());
        try (Connection connection = connect(database())) {
            run(
                    connection,
                    Files.readString(runbook.resolve("prisma/migrations")
                            .resolve(FIRST_MIGRATION)
                            .resolve("migration.sql")));
            run(connection, Files.readString(runbook.resolve("ops/generate-data.sql")));
        }
        stage.markApplied(url(), runbook.resolve("prisma/migrations"), FIRST_MIGRATION);
    }

    /** The same data, as production would have been copied to staging. */
    void copyOf(Side other) throws SQLException {
        create(Optional.of(other.database()));
    }

    private void create(Optional<String> template) throws SQLException {
        try (Connection connection = connect("postgres")) {
            run(
                    connection,
                    "create database " + database()
                            + template.map(from -> " template " + from).orElse(""));
        }
    }

    /** Rows that only production has, on which the migration fails. */
    void addWhatOnlyProductionHas() throws IOException, SQLException {
        try (Connection connection = connect(database())) {
            run(connection, Files.readString(runbook.resolve("demo/production-only.sql")));
        }
    }

    Contents contents() throws SQLException {
        try (Connection connection = connect(database())) {
            return Contents.of(connection);
        }
    }

    /** Starts it by the stand-in for pm2, which is told how a shell starts this program and the application. */
    void startApplication(String tminus, String application) throws IOException, InterruptedException {
        Files.writeString(
                state.resolve("stand-in.env"),
                "TMINUS_SELF=\"%s\"%nDEMO_APP=\"%s\"%nAPP_PORT=%d%n".formatted(tminus, application, applicationPort));
        pm2("start");
    }

    void stopApplication() throws IOException, InterruptedException {
        pm2("stop");
    }

    /** What a person types to end the application. */
    String stopCommand() {
        return "OPS_STATE=%s %s stop".formatted(state, runbook.resolve("demo/bin/pm2"));
    }

    private void pm2(String command) throws IOException, InterruptedException {
        Path log = state.resolve("pm2.log");
        ProcessBuilder pm2 = new ProcessBuilder("./demo/bin/pm2", command, "ecosystem.config.js")
                .directory(runbook.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        pm2.environment().put("OPS_STATE", state.toString());
        pm2.environment().put("DATABASE_URL", url());
        Process process = pm2.start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("the stand-in for pm2 failed; see " + log);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?preferQueryMode=simple".formatted(server.port(), database),
                server.user(),
                server.password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
