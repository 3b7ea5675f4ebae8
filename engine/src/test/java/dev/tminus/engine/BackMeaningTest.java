package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.EffectState;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.Request;
import dev.tminus.run.Resource;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rollback, abort, undo and what stays: what the language says of the way back. */
class BackMeaningTest {

    private static final String BACK = """
            rollbacks:
              - { id: back, name: Back, loses: nothing, undo: true }
            """;

    private static Bed bed(String steps, String rollbacks) {
        return Bed.book("phases:\n  - id: only\n    steps:\n" + steps.indent(6) + rollbacks, "production");
    }

    private static Request back(boolean now) {
        return new Request.RollBack(Optional.of("back"), "too slow", now);
    }

    @Test
    void undo_goes_newest_first_and_the_run_is_not_green() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: [{ test.do: -b1 }, { test.do: -b2 }] }
                - { id: c, test.do: { effect: c, fails: 9 }, on_failure: rollback/back }
                """, BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a", "b", "-b1", "-b2", "-a");
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.UNDONE);
        assertThat(bed.state().end().orElseThrow().openEffects()).isEmpty();
    }

    @Test
    void each_round_of_a_loop_is_undone_for_itself_with_the_values_it_was_done_with() {
        Bed bed = bed("""
                - { id: a, for_each: [1, 2], as: n, test.do: "a${{ n }}", undo: { test.do: "-a${{ n }}" } }
                - { id: c, test.do: { effect: c, fails: 9 }, on_failure: rollback/back }
                """, BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a1", "a2", "-a2", "-a1");
    }

    @Test
    void a_rollback_inside_parallel_steps_starts_no_sibling_and_awaits_those_that_run() {
        Bed bed = bed("""
                - id: all
                  parallel: 2
                  on_failure: rollback/back
                  steps:
                    - { id: a, test.do: { effect: a, fails: 9 } }
                    - { id: b, test.do: b, undo: { test.do: -b } }
                    - { id: c, test.do: c }
                """, BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("b", "-b");
        assertThat(bed.step("c").status()).isEqualTo(StepStatus.PENDING);
    }

    @Test
    void a_second_trigger_is_noted_and_not_nested() {
        Bed bed = bed("""
                - id: all
                  parallel: true
                  on_failure: rollback/back
                  steps:
                    - { id: a, test.do: { effect: a, fails: 9 } }
                    - { id: b, test.do: { effect: b, fails: 9 } }
                """, BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.events(RunEvent.RollbackAsked.class)).hasSize(1);
        assertThat(bed.events(RunEvent.RollbackNoted.class)).hasSize(1);
    }

    @Test
    void a_rollback_waits_for_a_running_step() {
        Bed bed = bed("- { id: a, test.do: a, undo: { test.do: -a } }", BACK);
        bed.turn();

        assertThat(bed.request(Bed.ANNA, back(false))).isNotNull();
        assertThat(bed.turn().state().rollback().orElseThrow().startedAt()).isEmpty();

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a", "-a");
    }

    @Test
    void a_rollback_now_stops_the_running_step() {
        Bed bed = bed("- { id: a, test.do: a, undo: { test.do: -a } }", BACK);
        bed.turn();

        bed.request(Bed.ANNA, back(true));
        bed.turn();

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.step("a").reason()).contains("stopped at once");
        assertThat(bed.world.names()).isEmpty();
    }

    @Test
    void what_goes_on_outside_is_awaited_even_when_asked_to_stop_now() {
        Bed bed = bed("- { id: a, test.do: { effect: a, later: 2 }, undo: { test.do: -a } }", BACK);
        bed.go();

        bed.by(Bed.ANNA, back(true));
        assertThat(bed.state().status()).isEqualTo(RunStatus.RUNNING);
        bed.pass(Duration.ofSeconds(30));
        bed.pass(Duration.ofSeconds(30));

        assertThat(bed.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a", "-a");
    }

    @Test
    void after_a_point_of_no_return_an_automatic_rollback_asks_first() {
        Bed bed = bed("""
                - { id: a, test.do: a, point_of_no_return: users write now, undo: { test.do: -a } }
                - { id: b, test.do: { effect: b, fails: 9 }, on_failure: rollback/back }
                """, BACK);

        bed.go();
        assertThat(bed.world.names()).containsExactly("a");
        assertThat(bed.waiting().get(0).detail()).contains("the point of no return at a is passed");
        assertThat(bed.by(Bed.ANNA, back(false)).status()).isEqualTo(RunStatus.ROLLED_BACK);
    }

    @Test
    void a_decision_is_a_point_of_no_return_only_when_it_goes_forward() {
        String steps = """
                - { id: a, test.do: a, undo: { test.do: -a } }
                - id: open
                  by: manager
                  point_of_no_return: users write now
                  decide: { ask: Open it, options: { open: continue, back: rollback/back } }
                - { id: b, test.do: { effect: b, fails: 9 }, on_failure: rollback/back }
                """;
        Bed forward = bed(steps, BACK);
        forward.go();
        forward.by(Bed.CLEO, new Request.Decide("open", "open"));
        assertThat(forward.waiting().get(0).detail()).contains("point of no return");

        Bed backward = bed(steps, BACK);
        backward.go();
        assertThat(backward.by(Bed.CLEO, new Request.Decide("open", "back")).status())
                .isEqualTo(RunStatus.ROLLED_BACK);
    }

    @Test
    void always_steps_run_on_abort_and_on_rollback_once_their_scope_was_entered() {
        String steps = """
                - { id: a, manual: Look }
                - id: inner
                  steps: [{ id: b, test.do: b }, { id: c, always: true, test.do: never-entered }]
                - { id: d, always: true, test.do: tidy }
                """;
        Bed aborted = bed(steps, BACK);
        aborted.go();
        assertThat(aborted.by(Bed.ANNA, new Request.Abort("enough", false)).status())
                .isEqualTo(RunStatus.ABORTED);
        assertThat(aborted.world.names()).containsExactly("tidy");

        Bed back = bed(steps, BACK);
        back.go();
        assertThat(back.by(Bed.ANNA, back(false)).status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(back.world.names()).containsExactly("tidy");
    }

    @Test
    void an_abort_lists_open_effects_in_the_order_of_their_undo() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: -b } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();

        bed.by(Bed.ANNA, new Request.Abort("enough", false));

        assertThat(bed.state().end().orElseThrow().openEffects()).containsExactly("b", "a");
    }

    @Test
    void an_abort_during_a_rollback_awaits_the_undo_that_runs() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();
        bed.request(Bed.ANNA, back(false));
        bed.turn();

        bed.request(Bed.ANNA, new Request.Abort("enough", false));
        assertThat(bed.turn().state().status()).isEqualTo(RunStatus.ROLLING_BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ABORTED);
        assertThat(bed.world.names()).containsExactly("a", "-a");
    }

    @Test
    void an_undo_that_fails_stops_and_asks() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: { effect: -b, fails: 1 } } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();

        bed.by(Bed.ANNA, back(false));
        assertThat(bed.waiting()).extracting(Asked::step).contains("b~undo[1]");
        assertThat(bed.world.names()).doesNotContain("-a");

        bed.by(Bed.ANNA, new Request.Retry("b~undo[1]", "again"));
        assertThat(bed.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).endsWith("-b", "-a");
    }

    @Test
    void an_undo_given_up_leaves_its_effect_open_and_listed() {
        Bed bed = bed("""
                - { id: b, test.do: b, undo: { test.do: { effect: -b, fails: 1 } } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();
        bed.by(Bed.ANNA, back(false));

        bed.by(Bed.ANNA, new Request.Skip("b~undo[1]", "by hand tomorrow", Values.NONE));

        assertThat(bed.state().status()).isEqualTo(RunStatus.ROLLED_BACK_OPEN);
        assertThat(bed.state().end().orElseThrow().openEffects()).containsExactly("b");
    }

    @Test
    void a_pause_during_a_rollback_remembers_its_direction() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: -b } }
                - { id: c, manual: Look }
                """, BACK);
        bed.go();
        bed.request(Bed.ANNA, back(false));
        bed.turn();

        bed.request(Bed.ANNA, new Request.Pause("lunch"));
        bed.go();
        assertThat(bed.world.names()).containsExactly("a", "b", "-b");

        assertThat(bed.by(Bed.ANNA, new Request.Resume()).status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).endsWith("-b", "-a");
    }

    @Test
    void closed_effects_are_never_undone_and_settled_ones_stand() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: -b } }
                - { id: c, close: a }
                - { id: d, close: a }
                - { id: e, settle: b }
                - { id: f, test.do: { effect: f, fails: 9 }, on_failure: rollback/back }
                """, BACK);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(bed.world.names()).containsExactly("a", "b", "-a");
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.CLOSED);
        assertThat(bed.step("b").effect().status()).isEqualTo(EffectState.Status.SETTLED);
    }

    @Test
    void a_close_that_fails_leaves_the_effect_open() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: { effect: -a, fails: 1 } } }
                - { id: c, close: a }
                """, BACK);

        bed.go();
        assertThat(bed.state().openEffects()).containsExactly("a");
        assertThat(bed.waiting()).extracting(Asked::step).containsExactly("a~undo[1]");
        assertThat(bed.by(Bed.ANNA, new Request.Retry("a~undo[1]", "again")).status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void kept_open_effects_are_named_at_the_end_of_a_rollback() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: b, test.do: b, undo: { test.do: -b } }
                - { id: c, test.do: { effect: c, fails: 9 }, on_failure: rollback/back }
                """, """
                rollbacks:
                  - { id: back, name: Back, loses: nothing, undo: true, keep_open: [a], steps: [{ id: d, test.do: d }] }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.ROLLED_BACK_OPEN);
        assertThat(bed.world.names()).containsExactly("a", "b", "-b", "d");
    }

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
    void a_step_done_again_after_its_undo_is_undone_again() {
        Bed bed = bed("""
                - { id: a, test.do: a, undo: { test.do: -a } }
                - { id: c, close: a }
                - { id: m, manual: Look }
                """, BACK);
        bed.go();
        bed.by(Bed.ANNA, new Request.Done("m", Values.NONE));
        assertThat(bed.world.names()).containsExactly("a", "-a");

        Bed twice = Bed.book("""
                phases:
                  - { id: one, steps: [{ id: a, test.do: a, undo: { test.do: -a } }, { id: c, close: a }] }
                  - { id: two, requires: [{ phase: one, max_age: 1h }], at: T+3h, steps: [{ id: m, test.do: m }] }
                """, "production");
        twice.go();
        twice.pass(Duration.ofHours(4));
        twice.by(Bed.ANNA, new Request.Rerun("one", "stale"));
        assertThat(twice.world.names()).containsExactly("a", "-a", "a", "-a", "m");
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

    @Test
    void a_lock_held_by_another_run_is_awaited() {
        String book = """
                lock: db/main
                phases:
                  - { id: before, steps: [{ id: a, test.do: a }] }
                  - { id: during, window: required, at: T, steps: [{ id: b, manual: Look }] }
                """;
        Bed bed = Bed.book(book, "production");
        bed.clock.set(Bed.WINDOW.begins());
        bed.go();
        Bed other = bed.beside(book);

        other.go();
        assertThat(other.waiting()).extracting(Asked::kind).containsExactly(WaitKind.LOCK);
        assertThat(bed.by(Bed.ANNA, new Request.Done("b", Values.NONE)).status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(other.pass(Duration.ofSeconds(5)).phase("during").status()).isEqualTo(StepStatus.RUNNING);
    }

    @Test
    void waiting_for_a_lock_is_written_once_and_not_at_every_try() {
        String book = """
                lock: db/main
                phases: [{ id: during, window: required, at: T, steps: [{ id: b, manual: Look }] }]
                """;
        Bed bed = Bed.book(book, "production");
        bed.clock.set(Bed.WINDOW.begins());
        bed.go();
        Bed other = bed.beside(book);
        other.go();
        int before = other.events().size();

        for (int tries = 0; tries < 20; tries++) {
            other.pass(Duration.ofSeconds(5));
        }

        assertThat(other.events()).hasSize(before);
        assertThat(other.turn().wakeAt()).contains(other.clock.instant().plusSeconds(5));
        bed.by(Bed.ANNA, new Request.Done("b", Values.NONE));
        assertThat(other.pass(Duration.ofSeconds(5)).phase("during").status()).isEqualTo(StepStatus.RUNNING);
    }

    @Test
    void what_a_run_created_is_listed() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: a, creates: snap-1 } }
                - { id: b, check: run.resources.size() == 1 }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.state().resources()).singleElement().satisfies(made -> {
            assertThat(made.name()).isEqualTo("snap-1");
            assertThat(made.step()).isEqualTo("a");
        });
    }

    @Test
    void what_an_undo_takes_away_is_listed_no_more() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: a, creates: snap-1 }, undo: { test.do: a_back } }
                - { id: b, test.do: { effect: b, creates: snap-2 } }
                - { id: c, test.do: { effect: c, fails: 1 } }
                """);
        bed.go();

        bed.by(Bed.ANNA, new Request.RollBack(Optional.empty(), "enough", false));

        assertThat(bed.state().resources()).extracting(Resource::name).containsExactly("snap-2");
    }

    @Test
    void what_a_close_or_an_action_takes_away_is_listed_no_more() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: a, creates: snap-1 }, undo: { test.do: a_back } }
                - { id: b, test.do: { effect: b, creates: snap-2 } }
                - { id: c, close: a }
                - { id: d, check: run.resources.size() == 1 }
                - { id: e, test.do: { effect: e, removes: snap-2 } }
                - { id: f, check: run.resources.size() == 0 }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.events(RunEvent.ResourceRemoved.class))
                .extracting(RunEvent.ResourceRemoved::step)
                .containsExactly("a", "e");
    }

    @Test
    void what_a_settled_effect_left_stays_listed() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: a, creates: old }, undo: { test.do: a_back } }
                - { id: b, settle: a }
                - { id: c, check: run.resources.size() == 1 }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.events(RunEvent.ResourceRemoved.class)).isEmpty();
    }

    @Test
    void a_sibling_that_fails_while_the_run_turns_back_is_noted_and_not_nested() {
        Bed bed = bed("""
                - id: p
                  parallel: true
                  steps:
                    - { id: a, test.do: { effect: a, fails: 9 }, on_failure: rollback/back }
                    - { id: b, test.do: { effect: b, later: 1 }, expect: tries == 99, on_failure: rollback/back }
                """, BACK);
        bed.go();

        bed.pass(Duration.ofSeconds(30));

        assertThat(bed.events(RunEvent.RollbackNoted.class))
                .extracting(RunEvent.RollbackNoted::trigger)
                .containsExactly("b");
        assertThat(bed.events(RunEvent.RollbackAsked.class)).hasSize(1);
        assertThat(bed.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
    }
}
