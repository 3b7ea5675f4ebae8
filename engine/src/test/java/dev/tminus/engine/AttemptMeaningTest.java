package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Attempts at a step: retries, polls, time-outs, and where a failure leads. */
class AttemptMeaningTest {

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
    void what_only_a_person_can_put_right_is_asked_whatever_the_step_says_about_failures() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: x, locked: 1 }, retry: { times: 3, delay: 1s }, on_failure: continue }
                """);
        bed.go();

        assertThat(bed.waiting().get(0).kind()).isEqualTo(WaitKind.FAILURE);
        assertThat(bed.waiting().get(0).detail()).isEqualTo("sign in again");
        assertThat(bed.step("a").attempt().retryDue()).isEmpty();
        assertThat(bed.by(Bed.ANNA, new Request.Retry("a", "signed in")).status())
                .isEqualTo(RunStatus.SUCCEEDED);
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
}
