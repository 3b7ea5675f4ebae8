package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short runbooks of the guide's other environments, rehearsed on a real server. */
class EnvironmentRunbooksTest {

    private static final Path RUNBOOKS = DonationsSite.FOLDER.getParent();
    private static final String COUNT = "select count(*) > 0 from gifts where net_amount is not null";

    @TempDir
    Path folder;

    @Test
    void a_development_database_is_made_migrated_and_filled() throws Exception {
        drop("donations_dev");

        Ended run = rehearse("development", "postgres", Map.of("configure", "done"));

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(rows("donations_dev", COUNT)).containsExactly("t");
    }

    @Test
    void a_development_database_that_is_there_is_left_as_it_is() throws Exception {
        drop("donations_dev");
        rehearse("development", "postgres", Map.of("configure", "done"));

        Ended again = rehearse("development", "postgres", Map.of("configure", "done"));

        assertThat(again.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(again.line("seed").status()).isEqualTo(StepStatus.DONE);
        assertThat(rows("donations_dev", "select count(*) from donors")).containsExactly("2000");
    }

    @Test
    void a_test_database_is_made_migrated_filled_and_verified() throws Exception {
        drop("donations_test");

        Ended run = rehearse("test", "postgres", Map.of());

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(rows("donations_test", COUNT)).containsExactly("t");
    }

    /** With a copy on the server as the backup, because client programs may be missing here. */
    @Test
    void staging_is_backed_up_migrated_and_verified() throws Exception {
        drop("donations_staging");
        execute("postgres", "create database donations_staging");

        Ended run = rehearse(
                "staging", "donations_staging", Map.of("target", Map.of("confirm", true), "migrate", "approve"));

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.line("copy").status()).isEqualTo(StepStatus.DONE);
        assertThat(rows("donations_staging", "select count(*) from _prisma_migrations"))
                .containsExactly("2");
    }

    private Ended rehearse(String name, String database, Map<String, Object> answers) throws Exception {
        Path place = Files.createTempDirectory(folder, name);
        Map<String, String> secrets = Map.of("DATABASE_URL", TestServer.url(database), "PGPASSWORD", "postgres");
        try (ShippedRun runs = new ShippedRun(RUNBOOKS.resolve(name + ".runbook.yaml"), place, secrets)) {
            return runs.drive("local", Map.of(), answers);
        }
    }

    private static void drop(String database) throws Exception {
        execute("postgres", "drop database if exists " + database + " with (force)");
    }

    private static void execute(String database, String sql) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            TestServer.execute(connection, sql);
        }
    }

    private static List<String> rows(String database, String sql) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            return TestServer.rows(connection, sql);
        }
    }
}
