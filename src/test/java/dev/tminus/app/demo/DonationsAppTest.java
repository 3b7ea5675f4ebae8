package dev.tminus.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DonationsAppTest {

    private static final Path MIGRATIONS = Path.of("../runbooks/donations/prisma/migrations");
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path state;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private String database;
    private DonationsApp app;

    @BeforeEach
    void application_on_the_first_schema() throws Exception {
        database = TestServer.newDatabase();
        migrate("20251113000000_init");
        app = start(TestServer.url(database));
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void health_says_ok_and_connected_also_in_maintenance() throws Exception {
        Files.createFile(state.resolve("maintenance"));

        HttpResponse<String> health = get("/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"status\":\"ok\"", "\"database\":\"connected\"", "\"maintenance\":true");
    }

    @Test
    void a_gift_is_created_and_its_receipt_is_shown() throws Exception {
        HttpResponse<String> created = post("{\"email\": \"a@example.org\", \"amount\": \"25.00\"}");
        String number = created.body().replaceAll(".*\"receipt\":\"([^\"]*)\".*", "$1");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(get("/receipts/" + number).body()).contains("\"donor\":\"a@example.org\"", "\"amount\":25.00");
    }

    @Test
    void a_gift_is_created_on_the_schema_after_the_change_too() throws Exception {
        migrate("20251201000000_gift_net_amount");

        assertThat(post("{\"email\": \"a@example.org\", \"amount\": \"25.00\"}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void users_are_refused_in_maintenance() throws Exception {
        Files.createFile(state.resolve("maintenance"));

        assertThat(post("{}").statusCode()).isEqualTo(503);
        assertThat(get("/receipts/R-1").body()).contains("\"status\":\"maintenance\"");
    }

    @Test
    void a_failing_database_is_an_error_in_the_log_with_its_time() throws Exception {
        app.close();
        app = start("postgresql://postgres@127.0.0.1:1/none");

        assertThat(get("/health").statusCode()).isEqualTo(503);

        assertThat(Files.readString(state.resolve("error.log"))).startsWith("2026-01-02T03:04:05Z ERROR GET /health: ");
    }

    @Test
    void a_request_that_makes_no_sense_is_refused_and_is_no_error() throws Exception {
        assertThat(post("{\"email\": \"a@example.org\"}").statusCode()).isEqualTo(400);
        assertThat(get("/receipts/none").statusCode()).isEqualTo(404);

        assertThat(state.resolve("error.log")).isEmptyFile();
    }

    @Test
    void it_outlives_neither_its_idle_time_nor_its_life() {
        assertThat(app.hasOutlived()).isFalse();

        now.set(START.plusSeconds(301));

        assertThat(app.hasOutlived()).isTrue();
    }

    @Test
    void its_process_id_is_in_a_file_while_it_runs() throws Exception {
        Path file = state.resolve("app.pid");
        assertThat(file).hasContent(ProcessHandle.current().pid() + "\n");

        app.close();

        assertThat(file).doesNotExist();
    }

    private DonationsApp start(String url) throws IOException {
        Map<String, String> environment = Map.of("DATABASE_URL", url, "APP_PORT", "0", "OPS_STATE", state.toString());
        return DonationsApp.start(AppSettings.of(environment), now::get);
    }

    private void migrate(String name) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            TestServer.execute(
                    connection, Files.readString(MIGRATIONS.resolve(name).resolve("migration.sql")));
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(address(path)).GET());
    }

    private HttpResponse<String> post(String json) throws Exception {
        return send(HttpRequest.newBuilder(address("/gifts")).POST(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + app.port() + path);
    }
}
