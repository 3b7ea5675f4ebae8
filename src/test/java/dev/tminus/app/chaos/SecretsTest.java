package dev.tminus.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tminus.app.postgres.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run uses secrets wherever they may stand and prints them; afterwards they are looked for everywhere. */
class SecretsTest {

    private static final String FROM_ENV = "zulu-Env-4711-password";
    private static final String FROM_FILE = "yankee-File-4712-token";
    private static final String FROM_COMMAND = "xray-Command-4713-key";

    private static final String RUNBOOK = """
            runbook: v1
            id: secretive
            name: Secretive
            owner: tests
            inputs: { port: { type: int } }
            secrets:
              env: { from: env, name: SECRET_ENV }
              url: { from: env, name: TARGET }
              file: { from: file, path: %s }
              command: { from: command, command: [sh, -c, 'printf "xray-%%s" Command-4713-key'] }
            environments: { here: { rehearsal: true } }
            connections: { target: { url: "${{ secrets.url }}" } }
            phases:
              - id: only
                name: Only
                steps:
                  - { id: echo, run: 'echo "$A"; echo "$B" >&2; printf %%s "$C" | base64; sleep 0.5', env: { A: "${{ secrets.env }}", B: "${{ secrets.file }}", C: "${{ secrets.command }}" } }
                  - { id: input, run: [cat], stdin: "${{ secrets.file }}" }
                  - { id: ask, sql: { db: target, text: select 1 as one, read_only: true } }
                  - { id: post, http: { post: "http://127.0.0.1:${{ inputs.port }}/", headers: { Authorization: "Bearer ${{ secrets.env }}" }, json: { key: "${{ secrets.command }}" } } }
                  - { id: broken, run: 'echo "$A"; exit 3', env: { A: "${{ secrets.env }}" }, on_failure: continue }
            """;

    @TempDir
    Path folder;

    @Test
    void a_secret_is_nowhere_but_where_it_is_used() throws Exception {
        Books journal = Books.create();
        journal.execute("create role " + journal.database() + "_sam login password '" + FROM_ENV + "'");
        CommandLine tminus = new CommandLine(folder)
                .with("TMINUS_JOURNAL", journal.url())
                .with("SECRET_ENV", FROM_ENV)
                .with(
                        "TARGET",
                        TestServer.url(journal.database())
                                .replace("postgres:postgres@", journal.database() + "_sam:" + FROM_ENV + "@"))
                .property("logback.configurationFile=" + tracing());
        HttpServer server = echo();

        CommandLine.Started run = tminus.start(
                "run",
                runbook().toString(),
                "-e",
                "here",
                "-i",
                "port=" + server.getAddress().getPort(),
                "--no-input");
        StringBuilder seen = new StringBuilder();
        while (!run.process().waitFor(100, TimeUnit.MILLISECONDS)) {
            seen.append(processes());
        }
        server.stop(0);

        assertThat(run.await().code()).as(run.errText()).isZero();
        assertThat(run.errText()).as("what libraries log").contains("INFO org.flywaydb");
        assertThat(seen.toString()).as("what ps lists").contains("java");
        assertNone("ps", seen.toString());
        assertNone("standard output", run.outText());
        assertNone("standard error", run.errText());
        List<String> tables =
                journal.rows("select table_name from information_schema.tables where table_schema = 'tminus'");
        assertThat(tables).contains("event", "chunk");
        for (String table : tables) {
            assertNone(table, String.join("\n", journal.rows("select t::text from tminus." + table + " t")));
        }
        assertNone("chunks", String.join("\n", journal.rows("select encode(data, 'escape') from tminus.chunk")));
        assertFilesHaveNone();
    }

    private void assertFilesHaveNone() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertNone(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void assertNone(String where, String text) {
        for (String secret : List.of(FROM_ENV, FROM_FILE, FROM_COMMAND)) {
            String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(text.contains(secret)).as("%s in %s", secret, where).isFalse();
            assertThat(text.contains(encoded))
                    .as("%s encoded in %s", secret, where)
                    .isFalse();
        }
    }

    /** Argument lists of all processes, as {@code ps} shows them. */
    private static String processes() {
        List<String> lines = new ArrayList<>();
        ProcessHandle.allProcesses()
                .forEach(process -> lines.add(process.info().commandLine().orElse("")));
        return String.join("\n", lines);
    }

    private Path runbook() throws Exception {
        Path secret = Files.writeString(folder.resolve("token"), FROM_FILE + "\n");
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(folder.resolve("secretive.runbook.yaml"), RUNBOOK.formatted(secret));
    }

    private Path tracing() throws Exception {
        return Files.writeString(folder.resolve("trace.xml"), """
                <configuration>
                  <appender name="stderr" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>%level %logger %msg%n</pattern></encoder>
                  </appender>
                  <root level="TRACE"><appender-ref ref="stderr"/></root>
                </configuration>
                """);
    }

    /** Answers with what it was sent. */
    private static HttpServer echo() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String text = exchange.getRequestHeaders().getFirst("Authorization")
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
