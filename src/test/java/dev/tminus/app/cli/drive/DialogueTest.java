package dev.tminus.app.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Evidence;
import dev.tminus.book.Values;
import dev.tminus.run.Asked;
import dev.tminus.run.Request;
import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialogueTest {

    private final Dialogue dialogue = new Dialogue(manual(
            new Evidence("ticket", Evidence.Kind.TEXT, true), new Evidence("screenshot", Evidence.Kind.FILE, false)));

    @Test
    void evidence_that_is_wanted_but_not_needed_is_asked_for_too() {
        dialogue.heard("done");
        dialogue.heard("CHG-7");

        assertThat(dialogue.prompt()).isEqualTo("  screenshot (file; Enter leaves it out): ");
        assertThat(dialogue.heard("seen.png"))
                .contains(new Request.Done(
                        "look", new Values(java.util.Map.of("ticket", "CHG-7", "screenshot", "seen.png"))));
    }

    @Test
    void enter_leaves_out_what_nobody_needs_and_nothing_else() {
        assertThat(dialogue.heard("")).isEmpty();
        dialogue.heard("done");
        assertThat(dialogue.heard("")).isEmpty();
        assertThat(dialogue.prompt()).isEqualTo("  ticket (text): ");

        dialogue.heard("CHG-7");

        assertThat(dialogue.heard("")).contains(new Request.Done("look", Values.of("ticket", "CHG-7")));
    }

    private static Asked manual(Evidence... evidence) {
        return new Asked(
                "look",
                "Look",
                WaitKind.MANUAL,
                List.of(),
                List.of(),
                "Look at it.",
                Optional.empty(),
                Values.NONE,
                "",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(evidence),
                List.of());
    }
}
