package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.book.Window;
import dev.tminus.run.Asked;
import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times, windows and ages: when a phase and its steps begin. */
class ScheduleMeaningTest {

    private static final Window LATER =
            Window.parse("2026-12-02T01:00[UTC]/PT3H").orElseThrow();

    private static final String SLOW_STEP_IN_A_WINDOW = """
            phases:
              - id: during
                at: T
                window: required
                steps: [{ id: a, manual: Slow }, { id: b, test.do: late }]
            """;

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
        Bed bed = Bed.book(SLOW_STEP_IN_A_WINDOW, "production");
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
        Bed bed = Bed.book(SLOW_STEP_IN_A_WINDOW, "production");
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
}
