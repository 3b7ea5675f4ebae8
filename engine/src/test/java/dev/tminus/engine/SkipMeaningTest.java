package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import org.junit.jupiter.api.Test;

/** What is left out, by a condition, a probe or a person, and what becomes of the values it would have given. */
class SkipMeaningTest {

    private static final String VALUE_READ_LATER = """
            - { id: a, test.do: { effect: x, fails: 9 }, capture: { size: tries } }
            - { id: b, check: steps.a.size == 3 }
            """;

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
    void what_is_inside_a_step_that_was_left_out_is_not_listed_as_still_to_come() {
        Bed bed = Bed.book("""
                vars: { wanted: false }
                phases:
                  - id: only
                    steps:
                      - { id: a, manual: Wait. }
                      - { id: b, if: vars.wanted, steps: [{ id: c, test.do: one }] }
                """, "production");
        bed.go();
        bed.by(Bed.ANNA, new Request.Done("a", Values.NONE));

        Checklist checklist = Checklist.of(bed.plan(), bed.state(), bed.clock.instant());

        assertThat(checklist.lines()).extracting(StepLine::key).containsExactly("a", "b");
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
    void skip_lists_the_later_checks_that_lose_meaning_and_takes_their_values() {
        Bed bed = Bed.of(VALUE_READ_LATER);
        bed.go();

        Ruling without = bed.request(Bed.ANNA, new Request.Skip("zzz", "no", Values.NONE));
        assertThat(without).isInstanceOf(Ruling.Refused.class);
        Ruling ruling = bed.request(Bed.ANNA, new Request.Skip("a", "not needed", Values.NONE));
        assertThat(((Ruling.Granted) ruling).notes()).singleElement().asString().contains("b reads steps.a.size");
    }

    @Test
    void a_skip_with_values_feeds_what_reads_them() {
        Bed bed = Bed.of(VALUE_READ_LATER);
        bed.go();

        bed.by(Bed.ANNA, new Request.Skip("a", "not needed", Values.of("size", 3L)));

        assertThat(bed.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.state().deviations()).singleElement().asString().contains("skipped by anna");
    }

    @Test
    void what_an_optional_capture_lacks_is_absent_and_what_it_has_is_there() {
        Bed bed = Bed.of("""
                - { id: a, test.do: abc, capture: { yes: 'regex.extract(name, "(b)")', no: 'regex.extract(name, "(x)")' } }
                - { id: b, check: ['steps.a.yes.orValue("-") == "b"', "!steps.a.no.hasValue()"] }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
