package dev.tminus.engine;

import static dev.tminus.engine.TurningBack.BACK;
import static dev.tminus.engine.TurningBack.back;
import static dev.tminus.engine.TurningBack.bed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a run turns back, what it waits for, and whom it asks first. */
class RollbackMeaningTest {

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

    @Test
    void a_rollback_waits_for_a_running_step() {
        Bed bed = bed("- { id: a, test.do: a, undo: { test.do: -a } }", BACK);
        bed.turn();

        assertThat(bed.request(Bed.ANNA, back(false))).isInstanceOf(Ruling.Granted.class);
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
}
