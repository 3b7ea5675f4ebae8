package dev.tminus.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast the same server commits one plain row after the other. */
record Inserts(Stage stage) {

    static Inserts on(Stage stage) throws SQLException {
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists plain (id bigint generated always as identity primary key,"
                    + " body text)");
        }
        return new Inserts(stage);
    }

    /** Rows a second, each committed alone, over so many connections together. */
    double rate(int connections, int each) throws Exception {
        List<Connection> open = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            for (int i = 0; i < connections; i++) {
                open.add(stage.connect());
            }
            List<Callable<Void>> work = new ArrayList<>();
            open.forEach(connection -> work.add(() -> insert(connection, each)));
            long begun = System.nanoTime();
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
            return connections * each * 1e9 / (System.nanoTime() - begun);
        } finally {
            threads.shutdownNow();
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private static Void insert(Connection connection, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into plain (body) values (?)")) {
            for (int i = 0; i < rows; i++) {
                statement.setString(1, "x".repeat(100));
                statement.executeUpdate();
            }
        }
        return null;
    }

    /** The same through pgbench; empty where it is not installed. */
    Optional<Double> pgbench(int connections, int each) throws IOException, InterruptedException {
        Path script = stage.file("insert.sql", "insert into plain (body) values (repeat('x', 100));\n");
        ProcessBuilder program = new ProcessBuilder(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                String.valueOf(connections),
                "-j",
                String.valueOf(Math.min(2, connections)),
                "-t",
                String.valueOf(each),
                "-f",
                script.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(stage.server().port()),
                "-U",
                stage.server().user(),
                "postgres");
        program.environment().put("PGPASSWORD", stage.server().password());
        program.redirectErrorStream(true);
        try {
            Process process = program.start();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            Matcher tps = Pattern.compile("tps = ([0-9.]+)").matcher(text);
            return tps.find() ? Optional.of(Double.parseDouble(tps.group(1))) : Optional.empty();
        } catch (IOException notInstalled) {
            Files.delete(script);
            return Optional.empty();
        }
    }
}
