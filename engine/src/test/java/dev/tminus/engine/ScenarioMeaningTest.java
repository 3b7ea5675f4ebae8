package dev.tminus.engine;

import static dev.tminus.engine.TurningBack.bed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The scenarios of a runbook: when one is offered, who approves it, and where the run goes on after it. */
class ScenarioMeaningTest {

    @Test
    void a_scenario_that_closes_what_it_kept_open_ends_rolled_back() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: c, test.do: { effect: c, fails: 9 }, on_failure: rollback/back }
                """, """
                rollbacks:
                  - id: back
                    name: Back
                    loses: nothing
                    undo: true
                    keep_open: [a]
                    before: [{ id: z, test.do: z }]
                    steps: [{ id: d, test.do: d }, { id: e, close: a }]
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a", "z", "d", "-a");
    }

    @Test
    void a_remedy_resumes_after_the_failed_step_and_the_run_succeeds_with_a_deviation() {
        Bed bed = bed("""
                - { id: a, test.do: { effect: a, fails: 9 }, on_failure: rollback/remedy }
                - { id: b, test.do: b }
                """, """
                rollbacks:
                  - { id: remedy, name: Remedy, loses: nothing, steps: [{ id: r, test.do: r }], then: resume }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("r", "b");
        assertThat(bed.state().deviations()).anyMatch(text -> text.contains("remedied by scenario remedy"));
    }

    @Test
    void the_checklist_keeps_the_steps_of_a_remedy_after_the_run_went_on() {
        Bed bed = bed("""
                - { id: a, test.do: { effect: a, fails: 9 }, on_failure: rollback/remedy }
                - { id: b, manual: Look }
                """, """
                rollbacks:
                  - { id: remedy, name: Remedy, loses: nothing, steps: [{ id: r, test.do: r }], then: resume }
                """);
        bed.go();

        Checklist checklist = Checklist.of(bed.plan(), bed.state(), bed.clock.instant());

        assertThat(checklist.rollback()).isEmpty();
        assertThat(checklist.remedies()).extracting(PhaseLine::id).containsExactly("remedy");
        assertThat(checklist.lines().filter(line -> line.key().equals("r")))
                .extracting(StepLine::status)
                .containsExactly(StepStatus.DONE);
    }

    @Test
    void a_scenario_whose_precondition_is_false_is_neither_offered_nor_granted() {
        Bed bed = bed("- { id: a, test.do: { effect: a, fails: 9 } }\n", """
                rollbacks:
                  - { id: never, name: Never, loses: nothing, if: 1 > 2, steps: [{ id: r, test.do: r }] }
                  - { id: back, name: Back, loses: nothing, steps: [{ id: q, test.do: q }] }
                """);
        bed.go();

        Ruling ruling = bed.request(Bed.ANNA, new Request.RollBack(Optional.of("never"), "why not", false));

        assertThat(ruling).isInstanceOf(Ruling.Refused.class);
        assertThat(((Ruling.Refused) ruling).reason())
                .isEqualTo("scenario never does not fit: 1 > 2 is false; choose another one of: back");
        assertThat(bed.waiting().get(0).commands()).noneMatch(command -> command.endsWith("never"));
    }

    @Test
    void a_scenario_that_retries_asks_each_time_and_undoes_anew_each_time() {
        Bed bed = bed("""
                - { id: s, test.do: s, undo: { test.do: -s } }
                - { id: a, test.do: { effect: a, fails: 2 }, on_failure: rollback/again }
                - { id: b, test.do: b }
                """, """
                rollbacks:
                  - { id: again, name: Again, loses: nothing, steps: [{ id: r, test.do: r }], then: retry }
                """);
        bed.go();

        assertThat(bed.waiting()).extracting(Asked::kind).containsExactly(WaitKind.FAILURE);
        bed.by(Bed.ANNA, new Request.Retry("a", "remedied"));
        assertThat(bed.state().status()).isEqualTo(RunStatus.RUNNING);
        bed.by(Bed.ANNA, new Request.Retry("a", "remedied again"));

        assertThat(bed.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("s", "r", "r", "a", "b");
    }

    @Test
    void a_scenario_asks_for_its_approval_and_a_rejection_cancels_it() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: { effect: b, fails: 1 }, on_failure: rollback/back }
                """, """
                rollbacks:
                  - { id: back, name: Back, loses: nothing, approve: { by: [dba] }, undo: true }
                """);
        bed.go();
        assertThat(bed.waiting()).extracting(Asked::step).containsExactly("back");

        bed.by(Bed.ANNA, new Request.Reject("back", "it can be mended"));

        assertThat(bed.waiting()).extracting(Asked::step).containsExactly("b");
        assertThat(bed.by(Bed.ANNA, new Request.Retry("b", "mended")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_rollback_chosen_and_then_rejected_is_decided_anew() {
        Bed bed = bed("""
                - id: a
                  decide: { by: manager, ask: Open it, options: { open: continue, back: rollback/back } }
                - { id: b, test.do: b }
                """, """
                rollbacks:
                  - { id: back, name: Back, loses: nothing, approve: { by: [dba] }, undo: true }
                """);
        bed.go();
        bed.by(Bed.CLEO, new Request.Decide("a", "back"));

        bed.by(Bed.ANNA, new Request.Reject("back", "no"));

        assertThat(bed.world.names()).isEmpty();
        assertThat(bed.waiting()).extracting(Asked::step).containsExactly("a");
        assertThat(bed.by(Bed.CLEO, new Request.Decide("a", "open")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
