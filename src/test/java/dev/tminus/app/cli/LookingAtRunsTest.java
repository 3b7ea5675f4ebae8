package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tminus.app.cli.Typist.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is told of runs, to people and to programs. */
class LookingAtRunsTest extends AtTheCommandLine {

    @Test
    void the_status_has_the_promised_shape_and_nothing_else_on_standard_output() throws IOException {
        String run = typist.types("run", file, "-e", "live").run();

        JsonNode status = json(typist.types("status", run, "-o", "json"));

        assertThat(status.fieldNames())
                .toIterable()
                .containsExactly(
                        "format",
                        "id",
                        "runbook",
                        "environment",
                        "state",
                        "plan_digest",
                        "head",
                        "waiting",
                        "phases",
                        "rollback",
                        "open_effects",
                        "forecast");
        assertThat(status.get("state").asText()).isEqualTo("parked");
        assertThat(status.at("/waiting/0").fieldNames())
                .toIterable()
                .containsExactly("step", "kind", "for", "since", "commands");
        assertThat(status.at("/waiting/0/kind").asText()).isEqualTo("manual");
        assertThat(status.at("/phases/0/steps/0").fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "name",
                        "state",
                        "attempt",
                        "started_at",
                        "ended_at",
                        "duration_ms",
                        "expected_ms",
                        "each",
                        "steps");
        assertThat(status.at("/open_effects/0").asText()).isEqualTo("greet");
    }

    @Test
    void runs_are_listed_the_newest_first() throws IOException {
        String first = typist.types("run", file, "-e", "live").run();
        String second = typist.types("run", file, "-e", "live").run();

        JsonNode runs = json(typist.types("runs", "-o", "json"));

        assertThat(runs.get("format").asText()).isEqualTo("tminus.runs/1");
        assertThat(runs.get("runs").findValuesAsText("id")).containsSubsequence(second, first);
        assertThat(runs.at("/runs/0").fieldNames())
                .toIterable()
                .containsExactly(
                        "id", "runbook", "environment", "rehearsal", "state", "started_at", "ended_at", "planned_at");
    }

    @Test
    void a_run_may_be_named_by_its_end_and_a_wrong_name_is_met_with_what_there_is() {
        String run = typist.types("run", file, "-e", "live").run();

        assertThat(typist.types("status", run.substring(run.length() - 6)).out())
                .contains(run);
        assertThat(typist.types("status", "r-").err()).contains("could be any of these runs");
        assertThat(typist.types("status", "nonsense")).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(2);
            assertThat(said.err()).contains("tminus runs");
        });
    }

    @Test
    void the_log_as_lines_is_the_journal_byte_for_byte() throws Exception {
        String run = typist.types("run", file, "-e", "live").run();
        JsonNode head = json(typist.types("status", run, "-o", "json")).get("head");

        List<String> lines =
                typist.types("log", run, "-o", "jsonl").out().lines().toList();

        assertThat(lines).hasSize(head.get("seq").asInt());
        byte[] last = (lines.get(lines.size() - 1) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(last)))
                .isEqualTo(head.get("hash").asText());
    }

    @Test
    void a_report_is_written_to_a_file_or_to_standard_output() throws IOException {
        String run = typist.types("rehearse", file, "-e", "trial", "--answers", answers())
                .run();
        Path page = home.resolve("report.html");

        assertThat(typist.types("report", run, "-o", "html", page.toString()).exit())
                .isZero();
        assertThat(page).content().contains("<svg").doesNotContain("s3cret-of-the-house");
        assertThat(typist.types("report", run).out()).contains("Greet");
        assertThat(typist.types("report", run, "-o", "pdf").exit()).isEqualTo(2);
    }

    @Test
    void a_secret_is_nowhere_to_be_read() throws IOException {
        Said run = typist.types("rehearse", file, "-e", "trial", "--answers", answers());

        assertThat(Stream.of(
                        run,
                        typist.types("log", run.run()),
                        typist.types("log", run.run(), "greet"),
                        typist.types("log", run.run(), "-o", "jsonl"),
                        typist.types("status", run.run(), "-o", "wide"),
                        typist.types("plan", file, "-e", "trial")))
                .allSatisfy(said -> assertThat(said.all()).doesNotContain("s3cret-of-the-house"));
        assertThat(typist.types("log", run.run(), "greet").out()).contains("hello everybody");
    }

    @Test
    void a_run_that_stopped_at_a_person_is_listed_as_parked_one_run_a_line() throws IOException {
        String run = typist.types("run", file, "-e", "live").run();

        List<String> lines = typist.types("runs", "-o", "jsonl").out().lines().toList();

        assertThat(lines.get(0)).startsWith("{\"id\":\"%s\"".formatted(run)).contains("\"state\":\"parked\"");
        assertThat(json(typist.types("runs", "-o", "json")).at("/runs")).hasSameSizeAs(lines);
    }

    @Test
    void whoever_watches_gets_the_end_in_the_form_they_asked_for() throws IOException {
        String run = typist.types("rehearse", file, "-e", "trial", "--answers", answers())
                .run();

        assertThat(typist.types("watch", run).out()).isEqualTo("run %s succeeded\n".formatted(run));
        assertThat(typist.types("watch", run, "-o", "wide").out())
                .contains(typist.types("status", run, "-o", "wide").out());
        assertThat(json(typist.types("watch", run, "-o", "json")))
                .isEqualTo(json(typist.types("status", run, "-o", "json")));
        assertThat(typist.types("watch", run, "-o", "jsonl").out())
                .isEqualTo(typist.types("log", run, "-o", "jsonl").out());
    }
}
