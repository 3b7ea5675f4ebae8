package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import org.junit.jupiter.api.Test;

/** Jumps, loops, groups and parallel steps: which step comes after which. */
class OrderMeaningTest {

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
}
