package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person gives in a step's stead. */
class GivenMeaningTest {

    private static final String LOST = """
            - { id: a, test.do: { effect: x, breaks: 1 }, capture: { size: tries }%s }
            - { id: b, check: [steps.a.size == 3, steps.a.result.name == "x"] }
            """;

    private static Bed lost(String more) {
        Bed bed = Bed.of(LOST.formatted(more));
        bed.go();
        return bed;
    }

    private static String refusal(Ruling ruling) {
        return ((Ruling.Refused) ruling).reason();
    }

    @Test
    void fixed_names_the_later_steps_that_lose_meaning() {
        Ruling ruling = lost("").request(Bed.ANNA, new Request.Fixed("a", "it is there", Values.of("size", "3")));

        assertThat(((Ruling.Granted) ruling).notes())
                .containsExactly(
                        "b reads steps.a.result and loses its meaning; give the value with --set result.NAME=...");
    }

    @Test
    void what_is_given_has_the_type_the_step_would_have_given() {
        Bed bed = lost("");

        bed.by(
                Bed.ANNA,
                new Request.Fixed("a", "it is there", Values.of("size", "3").and("result.name", "x")));

        assertThat(bed.state().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_name_or_a_type_that_does_not_fit_is_refused() {
        Bed bed = lost("");

        assertThat(refusal(bed.request(Bed.ANNA, new Request.Fixed("a", "there", Values.of("sise", "3")))))
                .isEqualTo("step a: it gives no 'sise'; it gives: size, result.NAME for a field of its result");
        assertThat(refusal(bed.request(Bed.ANNA, new Request.Fixed("a", "there", Values.of("size", "many")))))
                .isEqualTo("step a: size must be a whole number, was \"many\"");
    }

    @Test
    void an_undo_that_reads_the_result_is_not_lost_when_the_step_is_marked_fixed() {
        Bed bed = lost(", undo: { test.do: \"un-${{ steps.a.result.name }}-${{ steps.a.size }}\" }");

        Ruling without = bed.request(Bed.ANNA, new Request.Fixed("a", "there", Values.of("size", "3")));
        assertThat(refusal(without))
                .contains("its undo needs more to be told, with --set")
                .contains("`steps.a.result.name`");

        bed.by(Bed.ANNA, new Request.Fixed("a", "there", Values.of("size", "3").and("result.name", "x")));
        assertThat(bed.state().openEffects()).containsExactly("a");
    }

    @Test
    void a_group_gives_what_a_person_gave_in_place_of_a_step_in_it() {
        Bed bed = Bed.book("""
                phases:
                  - id: only
                    steps:
                      - { id: call, use: helper }
                      - { id: said, check: steps.call.result.said == "x" }
                groups:
                  helper:
                    outputs: { said: "${{ steps.greet.result.name }}" }
                    steps: [{ id: greet, test.do: { effect: x, breaks: 1 } }]
                """, "production");
        bed.go();

        Ruling without = bed.request(Bed.ANNA, new Request.Fixed("call/greet", "there", Values.NONE));
        assertThat(((Ruling.Granted) without).notes())
                .singleElement()
                .asString()
                .startsWith("call reads steps.greet");

        bed.go();
        assertThat(bed.step("call").reason()).contains("steps.greet.result.name");
    }

    @Test
    void an_undo_reads_what_its_own_step_brought_forth() {
        Bed bed = Bed.of("""
                - id: a
                  test.do: { effect: x }
                  capture: { size: tries }
                  undo: { test.do: "un-${{ steps.a.result.name }}-${{ steps.a.size }}" }
                - { id: b, check: 1 == 2 }
                """);
        bed.go();

        bed.by(Bed.ANNA, new Request.RollBack(Optional.empty(), "back", false));

        assertThat(bed.world.names()).containsExactly("x", "un-x-1");
    }
}
