package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.cli.Typist.Said;
import dev.tminus.app.postgres.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a rehearsal to production on two real databases: the schema's gate, the forecast, the contract, the verdict. */
@Timeout(180)
class RehearsedRunTest {

    private static final String RUNBOOK = """
            runbook: v1
            id: net
            name: Net amounts
            owner: data-platform
            inputs:
              when: { type: window, sets: run.window, default: "%s/PT12H" }
            secrets:
              staging_url: { from: env, name: STAGING_URL }
              live_url: { from: env, name: LIVE_URL }
            connections:
              main: { url: "${{ secrets.live_url }}" }
            environments:
              staging:
                rehearsal: true
                policy: { answers: all }
                connections: { main: { url: "${{ secrets.staging_url }}" } }
              live:
                policy: { rehearsed: { within: 14d, in: staging } }
            phases:
              - id: before
                name: Before
                steps: [{ id: reach, name: Reach, sql: { db: main, text: select 1, read_only: true } }]
              - id: during
                name: During
                window: required
                steps:
                  - id: apply
                    name: Apply
                    pg.migrate: { db: main, tool: sql, dir: sql, lock_timeout: 5s }
            rollbacks:
              - id: half
                name: Migration failed midway
                loses: Nothing.
                if: steps.apply.result.verdict.orValue("open") == "half_applied"
                steps: [{ id: clean, name: Clean, pg.cleanup: { db: main, step: apply } }]
            """;

    @TempDir
    Path home;

    private Typist typist;
    private String file;
    private String staging;
    private String live;

    @BeforeEach
    void write() throws Exception {
        staging = database(2_000, 1);
        live = database(20_000, 500);
        typist = new Typist(home).with("STAGING_URL", TestServer.url(staging)).with("LIVE_URL", TestServer.url(live));
        String begins = Instant.now()
                .truncatedTo(ChronoUnit.HOURS)
                .minus(2, ChronoUnit.HOURS)
                .toString();
        file = Files.writeString(home.resolve("net.runbook.yaml"), RUNBOOK.formatted(begins))
                .toString();
    }

    @AfterEach
    void stop() {
        typist.types("journal", "stop");
    }

    @Test
    void a_schema_that_was_not_rehearsed_stops_production_line_by_line_until_a_person_waives() throws Exception {
        migration("1_net", "alter table gifts add column net int");
        rehearse();
        execute(live, "alter table gifts add column stranger text");

        Said parked = typist.types("run", file, "-e", "live");
        Said status = typist.types("status", parked.run());

        assertThat(status.out())
                .contains("schema of main is not what was rehearsed in ")
                .contains("\n      + column public.gifts.stranger text")
                .contains("--waive rehearsed");
        Said resumed = typist.types("resume", parked.run(), "--waive", "rehearsed", "--reason", "an old experiment");
        assertThat(resumed.exit()).as(resumed.all()).isZero();
        assertThat(report(parked.run())).contains("an old experiment");
    }

    @Test
    void the_same_schema_with_other_rows_goes_through_and_the_plan_shows_the_forecast() throws Exception {
        migration("1_net", "alter table gifts add column net int");
        rehearse();

        Said plan = typist.types("plan", file, "-e", "live", "--level", "probe");
        Said run = typist.types("run", file, "-e", "live");

        assertThat(plan.out()).contains("forecast");
        assertThat(run.exit()).as(run.all()).isZero();
    }

    @Test
    void what_others_hold_in_production_shows_as_attempts_that_the_locks_will_take() throws Exception {
        migration("1_net", "alter table gifts add column net int");
        rehearse();
        assertThat(typist.types("plan", file, "-e", "live", "--level", "probe").out())
                .doesNotContain("attempts to get its locks");

        execute(live, "begin; lock table gifts in access share mode; prepare transaction '" + live + "'");
        try {
            assertThat(typist.types("plan", file, "-e", "live", "--level", "probe")
                            .out())
                    .containsPattern("apply .*12 attempts to get its locks, users stall up to 5");
        } finally {
            execute(live, "rollback prepared '" + live + "'");
        }
    }

    @Test
    void a_statement_that_does_more_than_rehearsed_is_rolled_back_and_a_person_is_asked() throws Exception {
        migration("1_net", "alter table gifts add column net int; update gifts set net = amount where amount > 100;");
        rehearse();

        Said run = typist.types("run", file, "-e", "live");
        Said status = typist.types("status", run.run());

        assertThat(run.exit()).as(run.all()).isEqualTo(5);
        assertThat(status.out())
                .contains("in the rehearsal")
                .contains("\n    Verdict on 1_net: rolled back. ")
                .contains("\n    Next: mend the cause, then tminus retry " + run.run() + " apply --reason ...\n")
                .contains("tminus retry " + run.run() + " apply")
                .doesNotContain("rollback/half", "--to half");
        assertThat(columns(live)).doesNotContain("net");
        typist.types("abort", run.run(), "--reason", "shown");
        assertThat(report(run.run())).contains("Verdict on 1_net: rolled back.");
    }

    @Test
    void migrations_that_came_or_changed_after_the_rehearsal_are_refused_and_listed_line_by_line() throws Exception {
        migration("1_net", "alter table gifts add column net int");
        rehearse();
        migration("1_net", "alter table gifts add column net bigint");
        migration("2_fee", "alter table gifts add column fee int");

        Said refused = typist.types("run", file, "-e", "live");

        assertThat(refused.exit()).as(refused.all()).isEqualTo(3);
        assertThat(refused.all())
                .contains("rehearsed was another text")
                .contains("+ file sql/2_fee.sql")
                .contains("~ file sql/1_net.sql");
        assertThat(columns(live)).doesNotContain("net", "fee");
    }

    @Test
    void a_migration_that_the_rehearsal_did_not_apply_is_pointed_out() throws Exception {
        migration("1_net", "alter table gifts add column net int");
        execute(
                staging,
                "create table tminus_migrations (name text primary key, checksum text not null, transactional boolean not null,"
                        + " started_at timestamptz not null, finished_at timestamptz, error text, execution_ms bigint)");
        execute(
                staging,
                "insert into tminus_migrations select '1_net', encode(sha256('alter table gifts add column net int'), 'hex'), true, now(), now()");
        rehearse();

        Said plan = typist.types("plan", file, "-e", "live", "--level", "probe");

        assertThat(plan.all()).contains("Migration 1_net was not applied in the last rehearsal");
        assertThat(report(typist.types("run", file, "-e", "live").run())).contains("NOT REHEARSED; ");
    }

    private void rehearse() {
        Said rehearsal = typist.types("rehearse", file, "-e", "staging");
        assertThat(rehearsal.exit()).as(rehearsal.all()).isZero();
    }

    private String report(String run) throws IOException {
        Path report = home.resolve("report.md");
        typist.types("report", run, "-o", "markdown", report.toString());
        return Files.readString(report);
    }

    private void migration(String name, String script) throws IOException {
        Files.createDirectories(home.resolve("sql"));
        Files.writeString(home.resolve("sql/" + name + ".sql"), script);
    }

    private static String database(int rows, int amount) throws Exception {
        String name = TestServer.newDatabase();
        execute(
                name,
                "create table gifts (id int primary key, amount int);"
                        + " insert into gifts select g, %d from generate_series(1, %d) g; analyze gifts"
                                .formatted(amount, rows));
        return name;
    }

    private static void execute(String database, String sql) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            TestServer.execute(connection, sql);
        }
    }

    private static String columns(String database) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            return TestServer.rows(
                            connection,
                            "select attname from pg_attribute where attrelid = 'gifts'::regclass and attnum > 0")
                    .toString();
        }
    }
}
