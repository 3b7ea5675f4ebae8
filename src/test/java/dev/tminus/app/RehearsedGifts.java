package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.run.PointTried;
import dev.tminus.run.RollbackProof;
import dev.tminus.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of gifts of a test's own, and rehearsals of steps that change it. */
final class RehearsedGifts implements BeforeEachCallback, AfterEachCallback {

    private static final String BEGINNING = """
            runbook: v1
            id: change
            name: Change gifts
            owner: data
            roles: { dba: {} }
            secrets:
              database_url: { from: env, name: DATABASE_URL }
            connections:
              main: { url: "${{ secrets.database_url }}" }
            environments:
              local: { rehearsal: true, policy: { answers: all } }
              careless: { rehearsal: true, prove_rollback: false }
            phases:
              - id: only
                name: Only
                steps:
            """;

    static final String GIFTS = """
            create type status as enum ('new', 'paid');
            create table gifts (id serial primary key, amount int not null, state status, note text);
            insert into gifts (amount, note) select n, 'gift ' || n from generate_series(1, 50) n
            """;

    private Path folder;
    private String database = "";
    private String url = "";

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        folder = Files.createTempDirectory("gifts");
        database = TestServer.newDatabase();
        url = TestServer.url(database);
        execute(GIFTS);
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path folder() {
        return folder;
    }

    String database() {
        return database;
    }

    /** Works on a database elsewhere instead, which holds the same. */
    void at(String address) {
        url = address;
    }

    RollbackProof rehearse(String... steps) throws Exception {
        return RollbackProof.of(run("local", steps).state());
    }

    PointTried only(String... steps) throws Exception {
        List<PointTried> points = rehearse(steps).points();
        assertThat(points).hasSize(1);
        return points.get(0);
    }

    Ended run(String environment, String... steps) throws Exception {
        Ended ended = drive(environment, String.join("", steps), Map.of());
        assertThat(ended.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        return ended;
    }

    /** @param steps and what comes after them in the file */
    Ended drive(String environment, String steps, Map<String, Object> answers) throws Exception {
        Path file = Files.writeString(folder.resolve("change.runbook.yaml"), BEGINNING + steps);
        try (ShippedRun runs = new ShippedRun(file, folder.resolve("state"), Map.of("DATABASE_URL", url))) {
            return runs.drive(environment, Map.of(), answers);
        }
    }

    static String step(String id, String sql, String undo) {
        return step(id, sql) + "        undo: { sql: { db: main, text: \"%s\" } }\n".formatted(undo);
    }

    static String step(String id, String sql) {
        return "      - id: %s\n        sql: { db: main, text: \"%s\" }\n".formatted(id, sql);
    }

    List<String> rows(String sql) throws SQLException {
        try (Connection connection = TestServer.connect(database)) {
            return TestServer.rows(connection, sql);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = TestServer.connect(database)) {
            TestServer.execute(connection, sql);
        }
    }
}
