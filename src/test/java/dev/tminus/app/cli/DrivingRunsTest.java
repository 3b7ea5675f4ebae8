package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.cli.Typist.Said;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What people do to a run that is under way. */
class DrivingRunsTest extends AtTheCommandLine {

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
    void at_a_terminal_people_are_asked_in_place_and_enter_alone_approves_nothing() {
        Said said = typist.answers("done\n\n\nmaybe\napprove looks good\n", "rehearse", file, "-e", "trial");

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.err()).contains("type approve, or reject and a reason");
        assertThat(typist.types("log", said.run()).out()).contains("reason=looks good");
    }

    @Test
    void what_was_typed_before_a_question_stands_does_not_answer_it() {
        Said said = typist.answersTooEarly("done\ndone\n", "rehearse", file, "-e", "trial");

        assertThat(said.exit()).as(said.all()).isEqualTo(5);
        assertThat(said.err()).contains("done, or fail REASON? ").doesNotContain("approve, or reject");
    }

    @Test
    void a_terminal_that_goes_away_leaves_the_run_parked() {
        Said said = typist.answers("", "rehearse", file, "-e", "trial");

        assertThat(said.exit()).as(said.all()).isEqualTo(5);
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
    void a_run_whose_lock_another_one_holds_ends_with_six_and_names_the_holder() throws IOException {
        String book =
                Files.writeString(home.resolve("locked.runbook.yaml"), """
                        runbook: v1
                        id: locked
                        owner: me
                        lock: { name: one_at_a_time }
                        roles: { dba: {} }
                        environments: { here: { rehearsal: true } }
                        phases:
                          - id: only
                            steps: [{ id: look, manual: Look., by: dba }]
                        """).toString();
        String holder = typist.types("run", book, "-e", "here").run();

        Said said = typist.types("run", book, "-e", "here");

        assertThat(said.exit()).as(said.all()).isEqualTo(6);
        assertThat(said.all()).contains("one_at_a_time", holder, "next: tminus resume");
        typist.types("abort", holder, "--reason", "the test is over");
        typist.types("abort", said.run(), "--reason", "the test is over");
    }
}
