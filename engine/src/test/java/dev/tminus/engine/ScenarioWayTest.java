package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.PointTried;
import dev.tminus.run.Proof;
import dev.tminus.run.RollbackProof;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scenario to which a step's failure leads, as the way back of a step that nothing undoes. */
class ScenarioWayTest extends OnCopies {

    private static final String BOOK = """
            runbook: v1
            id: sample
            owner: me
            roles: { dba: {}, boss: {} }
            environments:
              staging: { rehearsal: true, roles: { dba: dora, boss: rita } }
            phases:
              - id: only
                steps:
                  - { id: a, test.checked: a, on_failure: rollback/back }
            rollbacks:
              - id: back
                name: Back
                loses: nothing
                approve: { by: [boss], need: 1 }
            """;

    private RollbackProof rehearse(String scenario) throws InterruptedException {
        return RollbackProof.of(finish(engine(BOOK + scenario.indent(4), "staging")));
    }

    @Test
    void a_scenario_that_leads_back_proves_the_point_and_is_named() throws InterruptedException {
        RollbackProof proof = rehearse("steps: [{ id: b, test.do: undo a }]");

        assertThat(proof.points()).singleElement().satisfies(point -> {
            assertThat(point.proof()).isEqualTo(Proof.NONE);
            assertThat(point.wholeWords()).isEqualTo("EXACT by back");
            assertThat(point.told()).isEmpty();
        });
        assertThat(proof.summary()).isEqualTo("rollback proven from the only point, from a by back");
        assertThat(world.names()).containsExactly("a");
    }

    @Test
    void people_agree_on_a_copy_and_each_choice_is_tried_until_one_leads_back() throws InterruptedException {
        RollbackProof proof = rehearse("""
                steps:
                  - { id: look, manual: Look, evidence: [{ name: plan, type: url, required: true }] }
                  - { id: how, decide: { by: dba, ask: How, options: { stay: resume, clean: continue, restore: step/r } } }
                  - { id: c, approve: { by: [dba], need: 1 }, test.do: tidy, then: step/d }
                  - { id: r, destructive: true, approve: { by: [dba, boss], need: 2 }, test.do: undo a }
                  - { id: d, manual: Look again }
                """);

        assertThat(proof.points().get(0).by()).hasValue("back (how: restore)");
        assertThat(copies.made()).isEqualTo(2);
    }

    @Test
    void one_that_does_not_lead_back_is_told_with_what_it_left() throws InterruptedException {
        PointTried point =
                rehearse("steps: [{ id: b, test.do: tidy }]").points().get(0);

        assertThat(point.proven()).isFalse();
        assertThat(point.differences()).contains("back: SCHEMA ONLY: a; tidy");
    }

    @Test
    void one_that_fails_or_asks_what_nobody_can_answer_proves_nothing() throws InterruptedException {
        assertThat(differences("steps: [{ id: b, test.do: { effect: undo a, fails: 9 } }]"))
                .contains("back: FAILED: b: told to fail");
    }

    @Test
    void a_question_that_only_a_person_can_answer_ends_the_try() throws InterruptedException {
        assertThat(differences("steps: [{ id: b, ask: { who: { type: string } } }]")
                        .get(1))
                .startsWith("back: NOT TRIED: b waits for a person");
    }

    @Test
    void a_remedy_after_which_the_run_goes_on_is_no_way_back() throws InterruptedException {
        assertThat(differences("then: resume\nsteps: [{ id: b, test.do: undo a }]"))
                .contains("back: NOT TRIED: it does not end the run");
    }

    private List<String> differences(String scenario) throws InterruptedException {
        return rehearse(scenario).points().get(0).differences();
    }
}
