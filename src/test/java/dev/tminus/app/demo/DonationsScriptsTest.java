package dev.tminus.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts beside the donations runbook, run as its steps run them. */
class DonationsScriptsTest {

    private static final Path RUNBOOK = Path.of("../runbooks/donations");
    private static final String SECOND = "20251201000000_gift_net_amount";

    @TempDir
    Path state;

    private final Map<String, String> environment = new LinkedHashMap<>();

    @BeforeEach
    void state() {
        environment.put("OPS_STATE", state.toString());
    }

    private record Ended(int exit, String output) {}

    @Test
    void maintenance_is_on_until_it_is_turned_off() throws Exception {
        assertThat(run("./ops/maintenance", "enable").exit()).isZero();
        assertThat(run("./ops/maintenance", "status").output()).startsWith("on since 20");

        run("./ops/maintenance", "disable");

        assertThat(run("./ops/maintenance", "status").output()).isEqualTo("off");
    }

    @Test
    void the_error_rate_counts_the_lines_of_the_time_asked_for() throws Exception {
        Instant now = Instant.now();
        Files.writeString(
                state.resolve("error.log"),
                "%s ERROR old%n%s ERROR new%n  at a line of a trace%n%s ERROR new%n"
                        .formatted(now.minus(Duration.ofMinutes(3)), now.minusSeconds(5), now));

        assertThat(run("./ops/error-rate", "--last", "1m").output()).isEqualTo("2");
        assertThat(run("./ops/error-rate", "--last", "1h").output()).isEqualTo("3");
    }

    @Test
    void the_error_rate_is_zero_where_there_is_no_log() throws Exception {
        assertThat(run("./ops/error-rate", "--last", "60m")).isEqualTo(new Ended(0, "0"));
    }

    @Test
    void scripts_refuse_what_makes_no_sense() throws Exception {
        assertThat(run("./ops/maintenance").exit()).isEqualTo(2);
        assertThat(run("./ops/error-rate", "--last").exit()).isEqualTo(2);
        assertThat(run("./ops/traffic", "101").exit()).isEqualTo(2);
        assertThat(run("./ops/cleanup", "../elsewhere").exit()).isEqualTo(2);
        assertThat(run("./ops/archive-backup", "/no/such/file").exit()).isEqualTo(1);
    }

    @Test
    void cleanup_deletes_the_temporary_data_of_one_run_only() throws Exception {
        Files.writeString(Files.createDirectories(state.resolve("tmp/run1")).resolve("list"), "x");
        Files.writeString(Files.createDirectories(state.resolve("tmp/run2")).resolve("list"), "x");

        assertThat(run("./ops/cleanup", "run1").exit()).isZero();

        assertThat(state.resolve("tmp/run1")).doesNotExist();
        assertThat(state.resolve("tmp/run2/list")).exists();
    }

    @Test
    void a_backup_is_archived_with_its_content() throws Exception {
        Path backup = Files.writeString(state.resolve("backup.dump"), "content");

        assertThat(run("./ops/archive-backup", backup.toString()).exit()).isZero();

        assertThat(state.resolve("archive/backup.dump")).hasContent("content");
    }

    @Test
    void the_recorded_difference_is_that_of_the_schema_files_that_ship() throws Exception {
        Ended preview = run(
                "./demo/bin/npx",
                "prisma",
                "migrate",
                "diff",
                "--from-empty",
                "--to-schema-datamodel",
                "prisma/schema.prisma",
                "--script");

        assertThat(preview.exit()).isZero();
        assertThat(preview.output()).startsWith("-- stand-in").contains("CREATE TABLE \"gifts\"", "\"net_amount\"");
    }

    @Test
    void the_recorded_reverse_takes_the_column_away() throws Exception {
        Ended reverse = run(
                "./demo/bin/npx",
                "prisma",
                "migrate",
                "diff",
                "--from-schema-datamodel",
                "prisma/schema.prisma",
                "--to-schema-datamodel",
                "prisma/schema.before.prisma",
                "--script");

        assertThat(reverse.output()).contains("ALTER TABLE \"gifts\" DROP COLUMN \"net_amount\";");
    }

    @Test
    void the_stand_in_for_prisma_tells_the_truth_about_the_database() throws Exception {
        standIn();
        environment.put("DATABASE_URL", TestServer.url(TestServer.newDatabase()));

        Ended status = run("./demo/bin/npx", "prisma", "migrate", "status");

        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.output()).contains("stand-in", "have not yet been applied", SECOND);
    }

    @Test
    void a_command_that_the_stand_in_does_not_know_fails() throws Exception {
        assertThat(run("./demo/bin/npx", "prisma", "migrate", "reset").exit()).isEqualTo(1);
    }

    @Test
    void the_stand_in_for_pm2_starts_the_application_and_stops_it() throws Exception {
        standIn();
        environment.put("DATABASE_URL", TestServer.url(TestServer.newDatabase()));

        Ended started = run("./demo/bin/pm2", "start", "ecosystem.config.js");
        long pid = Long.parseLong(started.output().replaceAll("(?s).*started process (\\d+).*", "$1"));

        assertThat(ProcessHandle.of(pid)).isPresent();
        assertThat(run("./demo/bin/pm2", "start", "ecosystem.config.js").output())
                .contains("already running");
        assertThat(run("./demo/bin/pm2", "stop", "ecosystem.config.js").exit()).isZero();
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    private void standIn() throws IOException {
        String java = "'%s/bin/java' -cp '%s'"
                .formatted(System.getProperty("java.home"), System.getProperty("java.class.path"));
        try (ServerSocket free = new ServerSocket(0)) {
            Files.writeString(
                    state.resolve("stand-in.env"),
                    "TMINUS_SELF=\"%s dev.tminus.app.Main\"%nDEMO_APP=\"%s dev.tminus.app.demo.DonationsApp\"%nAPP_PORT=%d%n"
                            .formatted(java, java, free.getLocalPort()));
        }
    }

    private Ended run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(RUNBOOK.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Path output = Files.createTempFile(state, "output", "");
        Process process = builder.redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8).strip());
    }
}
