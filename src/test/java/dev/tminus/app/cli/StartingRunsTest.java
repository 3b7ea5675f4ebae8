package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.cli.Typist.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which runs start, and what is said where one does not. */
class StartingRunsTest extends AtTheCommandLine {

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
}
