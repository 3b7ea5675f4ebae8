package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code docs/states.md} is what runs do; {@code -Dtminus.docs=write} writes it anew. */
class StatesDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/states.md");

    private static final String TEXT = """
            # States

            Drawn by the build from the events of runs that a test plays: each arrow is a change that an event of that name
            made. Nothing but events changes a state.

            ## A run

            A running run that waits for people or for a time is called *parked*; that is no state of its own. Each end is
            final.

            ```mermaid
            %s```

            `rolled_back_open` is a rollback that left effects open, and lists them.

            ## A step

            ```mermaid
            %s```

            *unknown* is a step that was begun and whose end nobody saw: its engine died. Proof or a person moves it on.
            """;

    private final StateDiagram diagram = new StateDiagram();

    @Test
    void the_drawing_of_the_states_is_what_runs_do() throws Exception {
        play();
        String wanted = TEXT.formatted(diagram.ofRuns(), diagram.ofSteps());
        if ("write".equals(System.getProperty("tminus.docs"))) {
            Files.writeString(DOCUMENT, wanted);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(wanted);
    }

    @Test
    void every_state_of_a_step_and_every_end_but_failed_is_drawn() {
        play();

        assertThat(Arrays.stream(StepStatus.values()).map(StepStatus::word))
                .allMatch(word -> diagram.ofSteps().contains("> " + word + ":") || word.equals("pending"));
        assertThat(Arrays.stream(RunStatus.values()).filter(status -> status != RunStatus.FAILED))
                .allMatch(status -> diagram.ofRuns().contains(status.name().toLowerCase(Locale.ROOT)));
    }

    private void play() {
        people();
        failures();
        crashes();
        waysBack();
        abort();
    }

    private void people() {
        Bed bed = Bed.of("""
                - { id: by_hand, manual: Do it., by: dba }
                - { id: approved, approve: { by: dba }, test.do: one }
                - { id: never, if: "1 > 2", test.do: two }
                - { id: pause, wait: 10m }
                """);
        bed.go();
        bed.by(Bed.ANNA, new Request.Done("by_hand", Values.NONE));
        bed.by(Bed.ANNA, new Request.Approve("approved", Optional.empty(), ""));
        bed.pass(Duration.ofMinutes(11));
        diagram.see(bed.events());
    }

    private void failures() {
        Bed bed = Bed.of("""
                - { id: again, test.do: { effect: it, fails: 1 } }
                - { id: left_out, test.do: { effect: it, fails: 9 } }
                - { id: fixed, test.do: { effect: it, fails: 9 } }
                """);
        bed.go();
        bed.by(Bed.ANNA, new Request.Retry("again", "once more"));
        bed.by(Bed.ANNA, new Request.Skip("left_out", "not today", Values.NONE));
        bed.by(Bed.ANNA, new Request.Fixed("fixed", "by hand", Values.NONE));
        diagram.see(bed.events());
    }

    private void crashes() {
        for (String action : List.of("test.do", "test.checked", "test.look")) {
            Bed bed = Bed.of("- { id: lost, %s: one }".formatted(action));
            bed.turn();
            bed.takeOver();
            bed.go();
            diagram.see(bed.events());
        }
        Bed told = Bed.of("- { id: lost, test.do: one }");
        told.turn();
        told.takeOver();
        told.go();
        told.by(Bed.ANNA, new Request.Fixed("lost", "it is there", Values.NONE));
        diagram.see(told.events());
    }

    private void waysBack() {
        for (int fails : List.of(0, 99)) {
            Bed bed = Bed.book("""
                    phases:
                      - id: only
                        steps:
                          - { id: closed_later, test.do: one, undo: { test.do: not_one } }
                          - { id: close_it, close: closed_later }
                          - { id: effect, test.do: two, undo: { test.do: { effect: it, fails: %d } } }
                          - { id: broken, test.do: { effect: it, fails: 9 } }
                    rollbacks:
                      - { id: back, name: Back, loses: nothing, undo: true }
                    """.formatted(fails), "production");
            bed.go();
            bed.by(Bed.ANNA, new Request.RollBack(Optional.of("back"), "it broke", false));
            if (fails > 0) {
                bed.by(Bed.ANNA, new Request.Skip("effect~undo[1]", "left as it is", Values.NONE));
            }
            diagram.see(bed.events());
        }
    }

    private void abort() {
        Bed bed = Bed.of("- { id: by_hand, manual: Do it., by: dba }");
        bed.go();
        bed.by(Bed.ANNA, new Request.Abort("enough", false));
        diagram.see(bed.events());
    }
}
