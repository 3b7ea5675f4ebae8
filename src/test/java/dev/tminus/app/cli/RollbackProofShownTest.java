package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tminus.app.cli.Typist.Said;
import dev.tminus.app.postgres.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a rehearsal proved, where people look for it: plan, approval, status and report. */
@Timeout(180)
class RollbackProofShownTest {

    private static final String RUNBOOK = """
            runbook: v1
            id: states
            name: States of gifts
            owner: data-platform
            roles: { dba: {} }
            secrets:
              staging_url: { from: env, name: STAGING_URL }
              live_url: { from: env, name: LIVE_URL }
            connections:
              main: { url: "${{ secrets.live_url }}" }
            environments:
              staging:
                rehearsal: true
                prove_rollback: true
                policy: { answers: all }
                connections: { main: { url: "${{ secrets.staging_url }}" } }
              live:
                roles: { dba: [alice] }
                policy: { rehearsed: { within: 14d } }
            phases:
              - id: only
                name: Only
                steps:
                  - id: add
                    name: Add a column
                    sql: { db: main, text: alter table gifts add column net int }
                    undo: { sql: { db: main, text: alter table gifts drop column net } }
                  - id: refund
                    name: Add a state
                    approve: { by: dba }
                    sql: { db: main, text: alter type state add value 'refunded' }
            """;

    private static final String SUMMARY =
            "rollback proven from 1 of 2 points; not from refund (ALTER TYPE ADD VALUE: no undo)";

    @TempDir
    static Path home;

    private static Typist typist;
    private static String file;
    private static Said rehearsal;

    @BeforeAll
    static void rehearse() throws Exception {
        typist = new Typist(home).with("STAGING_URL", database()).with("LIVE_URL", database());
        file = Files.writeString(home.resolve("states.runbook.yaml"), RUNBOOK).toString();
        String answers = Files.writeString(home.resolve("answers.yaml"), "refund: approve\n")
                .toString();
        rehearsal = typist.types("rehearse", file, "-e", "staging", "--answers", answers);
        assertThat(rehearsal.exit()).as(rehearsal.all()).isZero();
    }

    private static String database() throws Exception {
        String name = TestServer.newDatabase();
        try (Connection connection = TestServer.connect(name)) {
            TestServer.execute(
                    connection,
                    "create type state as enum ('new'); create table gifts (id int, state state); insert into gifts values (1)");
        }
        return TestServer.url(name);
    }

    @AfterAll
    static void stop() {
        typist.types("journal", "stop");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void a_rehearsal_tells_each_verdict_as_it_goes() {
        assertThat(rehearsal.err())
                .contains("way back add  undo EXACT; everything from here EXACT", "way back refund  undo NONE;");
    }

    @Test
    void a_probed_plan_shows_the_proof_of_every_step() {
        Said plan = typist.types("plan", file, "-e", "live", "--level", "probe");

        assertThat(plan.out())
                .contains(SUMMARY)
                .containsPattern("  add +EXACT +EXACT +ALTER TABLE\\n")
                .containsPattern("  refund +NONE +CHANGED +ALTER TYPE ADD VALUE; ");
        assertThat(typist.types("plan", file, "-e", "live").out()).doesNotContain(SUMMARY);
    }

    @Test
    void a_probed_plan_shows_it_to_programs_too() throws Exception {
        JsonNode proof = json(typist.types("plan", file, "-e", "live", "--level", "probe", "-o", "json")
                        .out())
                .at("/rollback_proof");

        assertThat(proof.at("/summary").asText()).isEqualTo(SUMMARY);
        assertThat(proof.at("/proven").asInt()).isEqualTo(1);
        assertThat(proof.at("/steps/1/undo").asText()).isEqualTo("none");
        assertThat(proof.at("/steps/1/everything").asText()).isEqualTo("changed");
    }

    @Test
    void a_probed_plan_shows_it_in_the_checklist_too() {
        assertThat(typist.types("plan", file, "-e", "live", "--level", "probe", "-o", "markdown")
                        .out())
                .contains("## Rollback proof", "| add | ALTER TABLE | EXACT | EXACT |  |");
    }

    @Test
    void who_approves_in_production_is_told_from_where_there_is_a_way_back() throws Exception {
        Said parked = typist.types("run", file, "-e", "live");
        String run = parked.run();

        assertThat(parked.exit()).as(parked.all()).isEqualTo(5);
        assertThat(parked.err()).contains(SUMMARY + "; undo of this step: NONE");
        assertThat(typist.types("status", run).out()).contains(SUMMARY);
        assertThat(json(typist.types("status", run, "-o", "json").out())
                        .at("/rollback_proof/summary")
                        .asText())
                .isEqualTo(SUMMARY);
        Path report = home.resolve("live.html");
        typist.types("approve", run, "refund", "--as", "alice");
        assertThat(typist.types("report", run, "-o", "html", report.toString()).exit())
                .isZero();
        assertThat(Files.readString(report)).contains("Rollback proof", "undo of this step: NONE");
        typist.types("abort", run, "--reason", "shown");
    }

    @Test
    void a_rehearsal_s_report_has_a_row_for_each_step() throws Exception {
        Path markdown = home.resolve("report.md");
        Path json = home.resolve("report.json");
        typist.types("report", rehearsal.run(), "-o", "markdown", markdown.toString());
        typist.types("report", rehearsal.run(), "-o", "json", json.toString());

        assertThat(Files.readString(markdown))
                .contains("## Rollback proof", "| add | ALTER TABLE | EXACT | EXACT |  |", "| refund |");
        assertThat(json(Files.readString(json))
                        .at("/rollback_proof/steps/0/undo")
                        .asText())
                .isEqualTo("exact");
    }
}
