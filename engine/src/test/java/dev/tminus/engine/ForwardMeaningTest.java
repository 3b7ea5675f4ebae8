package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.book.Window;
import dev.tminus.run.Asked;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Phases, times, windows, conditions and jumps: what the language says of the way forward. */
class ForwardMeaningTest {

    private static final Window LATER =
            Window.parse("2026-12-02T01:00[UTC]/PT3H").orElseThrow();

    @Test
    void phases_begin_at_their_time_and_steps_run_in_order() {
        Bed bed = Bed.book("""
                phases:
                  - { id: before, at: T-30m, steps: [{ id: a, test.do: one }, { id: b, test.do: two }] }
                  - { id: during, at: T, steps: [{ id: c, test.do: three }] }
                """, "production");

        assertThat(bed.go().phase("before").status()).isEqualTo(StepStatus.PENDING);
        bed.pass(Duration.ofMinutes(30));
        assertThat(bed.world.names()).containsExactly("one", "two");
        assertThat(bed.pass(Duration.ofMinutes(30)).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("one", "two", "three");
    }

    @Test
    void reschedule_moves_every_phase_not_begun() {
        Bed bed = Bed.book("""
                phases:
                  - { id: before, at: T-1h, steps: [{ id: a, manual: Look }] }
                  - { id: during, at: T, steps: [{ id: c, test.do: three }] }
                """, "production");
        bed.go();

        bed.by(Bed.ANNA, new Request.Reschedule(LATER, "holiday"));
        bed.by(Bed.ANNA, new Request.Done("a", Values.NONE));

        assertThat(bed.state().phase("before").startedAt()).contains(Bed.START);
        bed.pass(Duration.ofHours(2));
        assertThat(bed.world.names()).isEmpty();
        bed.clock.set(LATER.begins());
        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void max_age_is_judged_when_the_requiring_phase_starts_and_rerun_makes_it_fresh() {
        Bed bed = Bed.book("""
                phases:
                  - { id: before, at: T-1h, steps: [{ id: a, test.do: backup }] }
                  - { id: during, at: T, requires: [{ phase: before, max_age: 2h }], steps: [{ id: c, test.do: apply }] }
                """, "production");
        bed.go();
        bed.by(Bed.ANNA, new Request.Reschedule(LATER, "holiday"));

        bed.clock.set(LATER.begins());
        bed.go();
        assertThat(bed.waiting()).extracting(Asked::step).containsExactly("during");
        assertThat(bed.waiting().get(0).detail()).contains("older than 2h").contains("tminus rerun");

        assertThat(bed.by(Bed.ANNA, new Request.Rerun("before", "stale")).status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("backup", "backup", "apply");
    }

    @Test
    void a_required_phase_with_a_tolerated_failure_stops_the_one_that_requires_it() {
        Bed bed = Bed.book("""
                phases:
                  - { id: before, steps: [{ id: a, test.do: { effect: x, fails: 1 }, on_failure: continue }] }
                  - { id: during, requires: [before], steps: [{ id: c, test.do: apply }] }
                """, "production");

        bed.go();
        assertThat(bed.waiting().get(0).detail()).contains("step a failed");
        assertThat(bed.by(Bed.ANNA, new Request.Rerun("before", "again")).status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_window_overrun_asks_before_the_next_step_starts() {
        Bed bed = Bed.book("""
                phases:
                  - id: during
                    at: T
                    window: required
                    steps: [{ id: a, manual: Slow }, { id: b, test.do: late }]
                """, "production");
        bed.pass(Duration.ofHours(1));
        bed.clock.set(Bed.WINDOW.ends().plusSeconds(1));

        bed.by(Bed.ANNA, new Request.Done("a", Values.NONE));
        assertThat(bed.world.names()).isEmpty();
        assertThat(bed.waiting()).extracting(Asked::kind).containsExactly(WaitKind.TIME);
        assertThat(bed.waiting().get(0).detail()).contains("the window is over");

        assertThat(bed.by(Bed.CLEO, new Request.Retry("b", "nearly there")).status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_window_moved_under_a_phase_lets_its_steps_wait_for_it() {
        Bed bed = Bed.book("""
                phases:
                  - id: during
                    at: T
                    window: required
                    steps: [{ id: a, manual: Slow }, { id: b, test.do: late }]
                """, "production");
        bed.pass(Duration.ofHours(1));
        bed.by(Bed.ANNA, new Request.Reschedule(LATER, "holiday"));

        bed.by(Bed.ANNA, new Request.Done("a", Values.NONE));
        assertThat(bed.world.names()).isEmpty();
        bed.clock.set(LATER.begins());
        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_rehearsal_does_not_wait_for_dates() {
        Bed bed = Bed.book("""
                phases:
                  - { id: before, at: T-7d, steps: [{ id: a, test.do: one }] }
                  - { id: during, at: T+7d, window: required, steps: [{ id: c, test.do: two }] }
                """, "staging");

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_false_condition_skips_a_step_a_list_and_a_phase() {
        Bed bed = Bed.book("""
                vars: { wanted: false }
                phases:
                  - { id: first, if: vars.wanted, steps: [{ id: a, test.do: one }] }
                  - id: second
                    steps:
                      - { id: b, if: vars.wanted, test.do: two }
                      - { id: c, if: vars.wanted, steps: [{ id: d, test.do: three }] }
                """, "production");

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).isEmpty();
        assertThat(bed.state().phase("first").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(bed.step("b").reason()).contains("vars.wanted");
    }

    @Test
    void skip_lists_the_later_checks_that_lose_meaning_and_takes_their_values() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: x, fails: 9 }, capture: { size: tries } }
                - { id: b, check: steps.a.size == 3 }
                """);
        bed.go();

        Ruling without = bed.request(Bed.ANNA, new Request.Skip("zzz", "no", Values.NONE));
        assertThat(without).isInstanceOf(Ruling.Refused.class);
        Ruling ruling = bed.request(Bed.ANNA, new Request.Skip("a", "not needed", Values.NONE));
        assertThat(((Ruling.Granted) ruling).notes()).singleElement().asString().contains("b reads steps.a.size");
    }

    @Test
    void a_skip_with_values_feeds_what_reads_them() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: x, fails: 9 }, capture: { size: tries } }
                - { id: b, check: steps.a.size == 3 }
                """);
        bed.go();

        bed.by(Bed.ANNA, new Request.Skip("a", "not needed", Values.of("size", 3L)));

        assertThat(bed.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.state().deviations()).singleElement().asString().contains("skipped by anna");
    }

    @Test
    void forward_jumps_skip_what_lies_between_in_this_scope_and_those_around_it() {
        Bed bed = Bed.of("""
                - id: outer
                  steps:
                    - { id: a, test.do: one, then: step/d }
                    - { id: b, test.do: two }
                - { id: c, test.do: three }
                - { id: d, test.do: four }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("one", "four");
        assertThat(bed.step("b").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(bed.step("c").reason()).isEqualTo("the run went on at d");
    }

    @Test
    void a_jump_out_of_a_round_leaves_the_other_rounds_out() {
        Bed bed = Bed.of("""
                - id: rounds
                  for_each: [1, 2, 3]
                  as: n
                  steps: [{ id: a, test.do: "try-${{ n }}", then: step/d }]
                - { id: c, test.do: between }
                - { id: d, test.do: after }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("try-1", "after");
    }

    @Test
    void a_step_that_ends_its_scope_still_leaves_what_is_always_done() {
        Bed bed = Bed.of("""
                - { id: a, test.do: one, then: end }
                - { id: b, test.do: two }
                - { id: c, always: true, test.do: tidy }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("one", "tidy");
    }

    @Test
    void a_loop_leads_on_once_all_its_rounds_are_through() {
        Bed bed = Bed.of("""
                - { id: a, for_each: [1, 2], as: n, test.do: "round-${{ n }}", then: step/c }
                - { id: b, test.do: skipped }
                - { id: c, check: steps.a.each.size() == 2 }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("round-1", "round-2");
    }

    @Test
    void parallel_steps_are_under_way_together_and_bounded() {
        Bed bed = Bed.of("""
                - { id: all, parallel: 2, for_each: [1, 2, 3], as: n, test.do: "n${{ n }}" }
                """);

        assertThat(bed.turn().inFlight()).isEqualTo(2);
        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("n1", "n2", "n3");
    }

    @Test
    void a_failed_step_is_tried_as_often_as_it_says_with_growing_delays() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: x, fails: 2 }, retry: { times: 2, delay: 1m, backoff: 3 } }
                """);
        bed.go();

        assertThat(bed.step("a").attempt().retryDue()).contains(Bed.START.plusSeconds(60));
        bed.pass(Duration.ofMinutes(1));
        assertThat(bed.step("a").attempt().retryDue()).contains(Bed.START.plusSeconds(240));
        assertThat(bed.pass(Duration.ofMinutes(3)).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.step("a").attempt().number()).isEqualTo(3);
    }

    @Test
    void a_failure_stops_at_a_person_with_the_commands_that_go_on() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: x, fails: 1 } }
                """);
        bed.go();

        assertThat(bed.waiting().get(0).kind()).isEqualTo(WaitKind.FAILURE);
        assertThat(bed.waiting().get(0).commands()).contains("tminus retry r-20261201-sample a --reason ...");
        assertThat(bed.by(Bed.ANNA, new Request.Retry("a", "again")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_poll_looks_until_it_is_so_and_fails_after_its_time() {
        Bed bed = Bed.of("""
                - { id: a, test.look: x, poll: { every: 10s, until: tries >= 3, in_a_row: 2 }, timeout: 1m }
                - { id: b, test.look: y, poll: { every: 30s, until: there }, timeout: 1m }
                """);
        bed.go();
        bed.pass(Duration.ofSeconds(10));
        bed.pass(Duration.ofSeconds(10));
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.RUNNING);
        bed.pass(Duration.ofSeconds(10));
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.DONE);

        bed.pass(Duration.ofSeconds(30));
        bed.pass(Duration.ofSeconds(30));

        assertThat(bed.step("b").status()).isEqualTo(StepStatus.FAILED);
        assertThat(bed.step("b").reason()).contains("no result within 1m");
    }

    @Test
    void a_hold_must_stay_true_for_its_time() {
        Bed bed = Bed.of("""
                - { id: a, test.look: x, poll: { every: 1m, for: 2m, hold: tries < 9 } }
                - { id: b, test.look: x, poll: { every: 1m, for: 2m, hold: tries < 2 } }
                """);
        bed.go();
        bed.pass(Duration.ofMinutes(1));
        bed.pass(Duration.ofMinutes(1));
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.DONE);

        bed.pass(Duration.ofMinutes(1));

        assertThat(bed.step("b").reason()).isEqualTo("it did not hold: tries < 2");
    }

    @Test
    void a_timeout_stops_the_attempt_and_its_retry_waits_until_it_has_stopped() {
        Bed bed = Bed.of("""
                - { id: a, test.do: slow, timeout: 1m, retry: { times: 1, delay: 1s } }
                """);
        bed.turn();
        bed.clock.pass(Duration.ofMinutes(2));
        bed.turn();
        bed.turn();

        assertThat(bed.step("a").reason()).contains("no result within 1m");
        assertThat(bed.pass(Duration.ofSeconds(1)).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("slow");
    }

    @Test
    void a_wait_ends_at_its_time_and_a_notice_is_queued_with_its_step() {
        Bed bed = Bed.of("""
                - { id: a, wait: 10m }
                - { id: b, wait: { until: T+10m } }
                - { id: c, test.do: end }
                """);
        bed.go();
        bed.pass(Duration.ofMinutes(10));
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.DONE);
        assertThat(bed.step("b").waiting().orElseThrow().until()).contains(Instant.parse("2026-12-01T01:10:00Z"));

        assertThat(bed.pass(Duration.ofHours(1)).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_group_is_called_with_inputs_and_gives_outputs() {
        Bed bed = Bed.book("""
                phases:
                  - id: only
                    steps:
                      - { id: call, use: greet, with: { whom: world } }
                      - { id: after, test.do: "${{ steps.call.result.said }}" }
                groups:
                  greet:
                    inputs: { whom: { type: string } }
                    outputs: { said: "${{ steps.say.result.name }}" }
                    steps: [{ id: say, test.do: "hello ${{ inputs.whom }}" }]
                """, "production");

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("hello world", "hello world");
        assertThat(bed.step("call/say").status()).isEqualTo(StepStatus.DONE);
    }

    @Test
    void what_an_optional_capture_lacks_is_absent_and_what_it_has_is_there() {
        Bed bed = Bed.of("""
                - { id: a, test.do: abc, capture: { yes: 'regex.extract(name, "(b)")', no: 'regex.extract(name, "(x)")' } }
                - { id: b, check: ['steps.a.yes.orValue("-") == "b"', "!steps.a.no.hasValue()"] }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_probe_that_finds_the_effect_leaves_the_action_out() {
        Bed bed = Bed.of("""
                - { id: a, test.do: x }
                - { id: b, test.do: x, done_if: { test.look: x, expect: there } }
                - { id: c, test.do: y, done_if: { test.look: y, expect: there } }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("x", "y");
    }

    @Test
    void a_failure_that_an_environment_only_warns_of_is_a_deviation() {
        Bed bed = Bed.of("""
                - { id: a, check: 1 == 2, warn_in: { production: known } }
                - { id: b, test.do: on }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.state().deviations()).singleElement().asString().contains("known");
    }

    @Test
    void a_phase_whose_condition_cannot_be_worked_out_is_tried_again_or_skipped_by_a_person() {
        Bed bed = Bed.book("""
                phases:
                  - { id: odd, if: int(run.id) > 0, steps: [{ id: a, test.do: a }] }
                  - { id: last, steps: [{ id: b, test.do: b }] }
                """, "production");
        bed.go();
        assertThat(bed.waiting()).extracting(Asked::step).containsExactly("odd");
        assertThat(bed.waiting().get(0).commands()).noneMatch(command -> command.startsWith("tminus fixed"));

        bed.by(Bed.ANNA, new Request.Retry("odd", "look again"));
        assertThat(bed.waiting()).extracting(Asked::step).containsExactly("odd");

        RunState end = bed.by(Bed.ANNA, new Request.Skip("odd", "not needed", Values.NONE));
        assertThat(end.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(end.deviations()).containsExactly("odd skipped by anna: not needed");
        assertThat(bed.world.names()).containsExactly("b");
    }

    @Test
    void silence_reminds_and_escalates_and_decides_nothing() {
        Bed bed = Bed.of("""
                - id: a
                  decide: { by: dba, ask: Go, options: { go: continue, no: park }, if_silent: { after: 10m, escalate: [engineer] } }
                """);
        bed.go();
        assertThat(bed.request(Bed.BERT, new Request.Decide("a", "go"))).isInstanceOf(Ruling.Refused.class);

        bed.pass(Duration.ofMinutes(10));
        bed.pass(Duration.ofMinutes(10));

        assertThat(bed.events(RunEvent.Reminded.class)).hasSize(2);
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.WAITING);
        assertThat(bed.by(Bed.BERT, new Request.Decide("a", "go")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void park_waits_for_a_new_window_and_then_asks_again() {
        Bed bed = Bed.book("""
                phases:
                  - { id: before, steps: [{ id: a, decide: { by: dba, ask: Go, options: { go: continue, later: park } } }] }
                  - { id: during, at: T, steps: [{ id: c, test.do: three }] }
                """, "production");
        bed.go();
        bed.by(Bed.ANNA, new Request.Decide("a", "later"));
        assertThat(bed.waiting()).extracting(Asked::kind).containsExactly(WaitKind.PAUSED);

        bed.by(Bed.ANNA, new Request.Reschedule(LATER, "freeze"));

        assertThat(bed.waiting()).extracting(Asked::kind).containsExactly(WaitKind.DECIDE);
        bed.by(Bed.ANNA, new Request.Decide("a", "go"));
        assertThat(bed.pass(Duration.ofHours(25)).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_approval_is_asked_for_although_the_preview_failed_and_says_so() {
        Bed bed = Bed.of("- { id: a, approve: { by: [dba], show: [pending] }, test.do: unshowable }");
        bed.go();

        assertThat(bed.waiting())
                .extracting(asked -> String.valueOf(asked.shown().map().get("pending")))
                .singleElement()
                .asString()
                .contains("cannot be shown", "no line to the server");
        assertThat(bed.by(Bed.ANNA, new Request.Approve("a", java.util.Optional.empty(), ""))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }
}
