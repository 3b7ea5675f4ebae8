package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.cli.Typist.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Plans and rehearsals: what is known before anything is done for real. */
class PlanningAndRehearsingTest extends AtTheCommandLine {

    @Test
    void a_run_whose_people_are_answered_for_ends_with_zero_and_one_line_of_result() throws IOException {
        Said said = typist.types("rehearse", file, "-e", "trial", "--answers", answers());

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.out()).isEqualTo("run %s succeeded\n".formatted(said.run()));
        assertThat(said.err()).contains("done     greet", "next: tminus report");
    }

    @Test
    void a_trial_is_refused_where_people_could_wait_behind_its_locks() {
        Said said = typist.types("plan", file, "-e", "live", "--level", "trial");

        assertThat(said.exit()).as(said.all()).isEqualTo(3);
        assertThat(said.err()).contains("is not marked `rehearsal: true`", "--level probe");
    }

    @Test
    void a_trial_says_of_each_step_that_it_tried_what_came_of_it() throws IOException {
        String book = Files.writeString(home.resolve("tried.runbook.yaml"), """
                        runbook: v1
                        id: tried
                        owner: me
                        connections:
                          main: { host: 127.0.0.1, port: "1", dbname: nowhere, user: nobody }
                        environments:
                          trial: { rehearsal: true }
                        phases:
                          - id: only
                            steps:
                              - { id: look, sql: { db: main, text: select 1, read_only: true } }
                              - { id: alone, sql: { db: main, text: vacuum, transaction: none } }
                        """).toString();

        Said said = typist.types("plan", book, "-e", "trial", "--level", "trial", "-o", "json");

        assertThat(said.exit()).as(said.all()).isEqualTo(3);
        assertThat(json(said).at("/trials/0/outcome").asText()).isEqualTo("would_fail");
        assertThat(json(said).at("/trials/1/outcome").asText()).isEqualTo("not_tried");
        assertThat(said.err()).contains("1 of the steps tried would fail");
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
    void a_plan_says_whether_there_is_anything_to_do() throws IOException {
        Said plan = typist.types("plan", file, "-e", "live", "-o", "json", "--detailed-exitcode");

        assertThat(plan.exit()).isEqualTo(10);
        assertThat(json(plan).at("/phases/0/steps").findValuesAsText("id")).containsExactly("greet", "look", "change");
        assertThat(plan.out()).contains("***token***");
    }
}
