package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tminus.app.cli.Typist.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands as people and scripts use them, on a journal of their own. */
@Timeout(180)
class CommandLineTest {

    private static final String RUNBOOK = """
            runbook: v1
            id: move
            name: Move
            owner: data-platform
            inputs:
              who: { type: string, default: everybody }
            roles:
              dba: {}
            secrets:
              token: { from: env, name: MOVE_TOKEN }
            environments:
              trial: { rehearsal: true, policy: { answers: all } }
              live: { roles: { dba: [alice] } }
              guarded: { policy: { confirm: type_id } }
              gated: { policy: { rehearsed: { within: 14d } } }
            phases:
              - id: only
                name: Only
                steps:
                  - id: greet
                    name: Greet
                    run: 'echo "hello $WHO, token $TOKEN"'
                    env: { WHO: "${{ inputs.who }}", TOKEN: "${{ secrets.token }}" }
                    timeout: 1m
                    undo: { run: [echo, undone] }
                  - id: look
                    name: Look
                    by: dba
                    manual: Look at it.
                  - id: change
                    name: Change
                    approve: { by: [dba], need: 1 }
                    run: [echo, changed]
                    timeout: 1m
            rollbacks:
              - id: back
                name: Back
                loses: Nothing.
                undo: true
                steps: [{ id: after, name: After, run: [echo, after], timeout: 1m }]
            """;

    @TempDir
    static Path home;

    private static Typist typist;
    private static String file;

    @BeforeAll
    static void write() throws IOException {
        typist = new Typist(home).with("MOVE_TOKEN", "s3cret-of-the-house");
        file = Files.writeString(home.resolve("move.runbook.yaml"), RUNBOOK).toString();
    }

    @AfterAll
    static void stop() {
        typist.types("journal", "stop");
    }

    private static String answers() throws IOException {
        return Files.writeString(home.resolve("answers.yaml"), "look: done\nchange: approve\n")
                .toString();
    }

    private static JsonNode json(Said said) throws IOException {
        return new ObjectMapper().readTree(said.out());
    }

    @Test
    void a_run_whose_people_are_answered_for_ends_with_zero_and_one_line_of_result() throws IOException {
        Said said = typist.types("rehearse", file, "-e", "trial", "--answers", answers());

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.out()).isEqualTo("run %s succeeded\n".formatted(said.run()));
        assertThat(said.err()).contains("done     greet", "next: tminus report");
    }

    @Test
    void a_rehearsal_may_have_an_executable_stand_in_for_an_action_and_says_so() throws IOException {
        Path stub = Files.writeString(
                home.resolve("stub"), "#!/bin/sh\necho '{\"status\": 200, \"json\": {\"ok\": true}}'\n");
        assertThat(stub.toFile().setExecutable(true)).isTrue();
        String book =
                Files.writeString(home.resolve("stubbed.runbook.yaml"), """
                        runbook: v1
                        id: stubbed
                        owner: me
                        environments:
                          trial: { rehearsal: true, stubs: { http: ./stub } }
                        phases:
                          - id: only
                            steps:
                              - { id: ping, http: { get: "https://unreachable.invalid/" }, expect: json.ok }
                        """).toString();

        assertThat(typist.types("plan", book, "-e", "trial").out()).contains("[stubbed by ./stub]", "1 stubbed");
        Said said = typist.types("rehearse", book, "-e", "trial");

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(typist.types("report", said.run()).out()).contains("./stub");
    }

    @Test
    void a_file_that_an_answers_file_attaches_is_kept_by_its_digest() throws IOException {
        Files.writeString(home.resolve("evidence.txt"), "seen");
        String book =
                Files.writeString(home.resolve("evidence.runbook.yaml"), """
                        runbook: v1
                        id: evidence
                        owner: me
                        environments:
                          trial: { rehearsal: true, policy: { answers: all } }
                        phases:
                          - id: only
                            steps:
                              - { id: look, manual: Look., evidence: [{ name: log, type: file, required: true }] }
                        """).toString();
        String given = Files.writeString(
                        home.resolve("evidence-answers.yaml"), "look: { evidence: { log: evidence.txt } }\n")
                .toString();

        Said said = typist.types("rehearse", book, "-e", "trial", "--answers", given);

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(typist.types("log", said.run(), "-o", "jsonl").out()).contains("evidence.txt (sha256 ");
    }

    @Test
    void two_runs_are_compared_and_the_estimates_come_as_yaml() throws IOException {
        Said one = typist.types("rehearse", file, "-e", "trial", "--answers", answers());
        Said two = typist.types("rehearse", file, "-e", "trial", "--answers", answers());

        Said compared = typist.types("compare", one.run(), two.run());

        assertThat(compared.exit()).as(compared.all()).isZero();
        assertThat(compared.out()).contains("phases:\n- id: only\n  steps:\n  - id: greet\n    estimate: ");
    }

    @Test
    void a_run_that_needs_a_person_parks_with_the_command_that_goes_on() {
        Said parked = typist.types("run", file, "-e", "live");
        assertThat(parked.exit()).isEqualTo(5);
        assertThat(parked.err()).contains("alice", "tminus done %s look".formatted(parked.run()));

        assertThat(typist.types("done", parked.run(), "look").exit()).isEqualTo(4);
        assertThat(typist.types("approve", parked.run(), "change", "--as", "alice")
                        .exit())
                .isEqualTo(2);
        assertThat(typist.types("done", parked.run(), "look", "--as", "alice").exit())
                .isZero();
        assertThat(typist.types("resume", parked.run()).exit()).isEqualTo(5);
        assertThat(typist.types("approve", parked.run(), "change", "--as", "alice")
                        .exit())
                .isZero();
        assertThat(typist.types("resume", parked.run()).exit()).isZero();
    }

    @Test
    void a_rollback_ends_with_seven_and_undoes() {
        String run = typist.types("run", file, "-e", "live").run();

        assertThat(typist.types("rollback", run, "back", "--reason", "no").exit())
                .isZero();
        Said back = typist.types("resume", run);

        assertThat(back.exit()).as(back.all()).isEqualTo(7);
        assertThat(typist.types("log", run).out()).contains("step_undone", "greet");
    }

    @Test
    void an_abort_that_leaves_an_effect_ends_with_eight_and_names_it() {
        String run = typist.types("run", file, "-e", "live").run();

        typist.types("abort", run, "--reason", "wrong night");
        Said aborted = typist.types("resume", run);

        assertThat(aborted.exit()).as(aborted.all()).isEqualTo(8);
        assertThat(aborted.err()).contains("effects left open", "greet");
    }

    @Test
    void at_a_terminal_people_are_asked_in_place_and_enter_alone_approves_nothing() {
        Said said = typist.answers("done\n\n\nmaybe\napprove looks good\n", "rehearse", file, "-e", "trial");

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.err()).contains("type approve, or reject and a reason");
        assertThat(typist.types("log", said.run()).out()).contains("reason=looks good");
    }

    @Test
    void a_terminal_that_goes_away_leaves_the_run_parked() {
        Said said = typist.answers("", "rehearse", file, "-e", "trial");

        assertThat(said.exit()).as(said.all()).isEqualTo(5);
    }

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
    void a_file_given_as_evidence_is_kept_by_its_digest() throws IOException {
        String own = Files.writeString(
                        home.resolve("evidence.runbook.yaml"),
                        RUNBOOK.replace(
                                "manual: Look at it.",
                                "manual: Look at it.\n        evidence: [{ name: photo, type: file, required: true }]"))
                .toString();
        String photo =
                Files.writeString(home.resolve("photo.png"), "not really").toString();
        String run = typist.types("run", own, "-e", "live").run();

        assertThat(typist.types("done", run, "look", "--as", "alice").err()).contains("--evidence photo=");
        assertThat(typist.types("done", run, "look", "--as", "alice", "--evidence", "photo=/none")
                        .exit())
                .isEqualTo(2);
        assertThat(typist.types("done", run, "look", "--as", "alice", "--evidence", "photo=" + photo)
                        .exit())
                .isZero();
        assertThat(typist.types("log", run).out()).contains("photo.png (sha256 ");
    }

    @Test
    void a_run_whose_window_is_over_does_not_start() throws IOException {
        String own = Files.writeString(
                        home.resolve("late.runbook.yaml"),
                        RUNBOOK.replace(
                                "inputs:\n",
                                "inputs:\n  when: { type: window, sets: run.window, default: \"2020-01-01T00:00Z/3h\" }\n"))
                .toString();

        Said said = typist.types("run", own, "-e", "live");

        assertThat(said.exit()).as(said.all()).isEqualTo(3);
        assertThat(said.err()).contains("2020-01-01", "later");
    }

    @Test
    void what_cannot_start_says_why_in_one_sentence_and_starts_nothing() {
        assertThat(typist.types("run", file, "-e", "nowhere")).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(2);
            assertThat(said.err()).contains("no environment \"nowhere\"");
        });
        assertThat(typist.types("run", file, "-e", "live", "-i", "whom=x").exit())
                .isEqualTo(2);
        assertThat(typist.types("run", file, "-e", "live", "--role", "dab=bob").exit())
                .isEqualTo(2);
        assertThat(typist.types("rehearse", file, "-e", "live").exit()).isEqualTo(3);
        assertThat(typist.types("run", file, "-e", "guarded").err()).contains("--confirm move");
        assertThat(typist.types("run", file, "-e", "guarded", "--confirm", "mvoe")
                        .exit())
                .isEqualTo(3);
        assertThat(typist.types("run", file, "-e", "live", "--detach").exit()).isEqualTo(3);
        assertThat(typist.types("run", home.resolve("none.yaml").toString(), "-e", "live")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void a_run_that_was_never_rehearsed_is_refused_until_a_rehearsal_or_a_waiver() throws IOException {
        String own = Files.writeString(
                        home.resolve("gated.runbook.yaml"), RUNBOOK.replace("id: move\n", "id: gated_move\n"))
                .toString();
        assertThat(typist.types("run", own, "-e", "gated")).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(3);
            assertThat(said.err()).contains("never rehearsed", "--waive rehearsed");
        });
        assertThat(typist.types("run", own, "-e", "gated", "--waive", "rehearsed", "--reason", "urgent")
                        .exit())
                .isEqualTo(5);

        typist.types("rehearse", own, "-e", "trial", "--answers", answers());
        assertThat(typist.types("run", own, "-e", "gated").exit()).isEqualTo(5);

        Files.writeString(Path.of(own), Files.readString(Path.of(own)).replace("[echo, changed]", "[echo, other]"));
        assertThat(typist.types("run", own, "-e", "gated")).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(3);
            assertThat(said.err()).contains("~ step change");
        });
    }

    @Test
    void risky_sql_is_refused_where_policy_wants_it_clean_until_a_person_says_why() throws IOException {
        String own = Files.writeString(home.resolve("linted.runbook.yaml"), """
                        runbook: v1
                        id: linted
                        name: Linted
                        owner: us
                        connections: { main: { url: "postgresql://nobody@127.0.0.1:1/x" } }
                        environments: { live: { policy: { lint: clean } } }
                        phases:
                          - id: during
                            name: During
                            steps:
                              - { id: look, name: Look, manual: look }
                              - { id: fix, name: Fix, sql: { db: main, text: "update gifts set a = 1" } }
                        """).toString();

        assertThat(typist.types("run", own, "-e", "live")).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(3);
            assertThat(said.err()).contains("TM699", "--waive lint --reason");
        });
        assertThat(typist.types("run", own, "-e", "live", "--waive", "lint", "--reason", "a test")
                        .exit())
                .isEqualTo(5);
    }

    @Test
    void a_journal_that_cannot_be_reached_is_named_without_its_password() {
        Said said = typist.types("runs", "--journal", "postgresql://writer:hunter2@127.0.0.1:1/journal");

        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err()).contains("127.0.0.1:1").doesNotContain("hunter2", "Exception");
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
    void a_mistyped_command_is_met_with_the_one_that_was_meant() {
        Said said = typist.types("aprove", "x");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("did you mean approve?");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void what_needs_no_database_starts_none(@TempDir Path elsewhere) throws IOException {
        Typist other = new Typist(elsewhere);

        assertThat(other.types("--version").exit()).isZero();
        assertThat(other.types("validate", file).exit()).isZero();
        assertThat(other.types("explain", "TM103").exit()).isZero();
        assertThat(other.types("schema").exit()).isZero();
        assertThat(other.types("completion").out()).contains("complete -F");
        assertThat(other.types("plan", file, "-e", "live").exit()).isZero();
        assertThat(elsewhere.resolve("data")).doesNotExist();
    }

    @Test
    void the_first_runbook_validates_and_no_file_is_overwritten() {
        String first = home.resolve("first.runbook.yaml").toString();

        assertThat(typist.types("init", first).exit()).isZero();
        assertThat(typist.types("validate", first, "--profile", "production"))
                .satisfies(said -> assertThat(said.exit()).as(said.all()).isZero());
        assertThat(typist.types("init", first).exit()).isEqualTo(2);
    }

    @Test
    void problems_come_as_json_for_programs() throws IOException {
        String wrong = Files.writeString(home.resolve("wrong.yaml"), RUNBOOK.replace("manual:", "manuel:"))
                .toString();

        Said said = typist.types("validate", wrong, "--format", "json");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(json(said).get("format").asText()).isEqualTo("tminus.problems/1");
        assertThat(json(said).at("/problems/0/code").asText()).startsWith("TM");
    }

    @Test
    void a_plan_says_whether_there_is_anything_to_do() throws IOException {
        Said plan = typist.types("plan", file, "-e", "live", "-o", "json", "--detailed-exitcode");

        assertThat(plan.exit()).isEqualTo(10);
        assertThat(json(plan).at("/phases/0/steps").findValuesAsText("id")).containsExactly("greet", "look", "change");
        assertThat(plan.out()).contains("***token***");
    }

    static Stream<String> verbs() {
        return Verbs.all().keySet().stream().filter(verb -> !verb.equals("warmup"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void help_begins_with_two_worked_examples(String verb) {
        Said said = typist.types(verb, "--help");

        assertThat(said.exit()).isZero();
        assertThat(said.out().lines().limit(3)).first().isEqualTo("Examples:");
        assertThat(said.out().lines().skip(1).limit(2)).allMatch(line -> line.contains("tminus " + verb));
    }
}
