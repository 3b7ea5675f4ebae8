package dev.tminus.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.run.RunId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final RunId RUN = new RunId("r-20261201-7k3mq9");
    private static final NewLines WRITTEN = NewLines.of(Runs.append(RUN, Head.EMPTY, "first", "second", "third"));

    private final List<String> lines = new ArrayList<>(WRITTEN.lines());

    private History read() {
        return History.of(RUN, Head.EMPTY, lines, WRITTEN.head());
    }

    @Test
    void untouched_lines_are_read() {
        assertThat(read().events()).isEqualTo(Runs.phases("first", "second", "third"));
    }

    @Test
    void a_changed_line_a_missing_line_and_a_damaged_line_break_the_chain() {
        for (String second : List.of(lines.get(1).replace("second", "changed"), lines.get(2), "{\"v\":")) {
            lines.set(1, second);

            assertThatThrownBy(this::read)
                    .isInstanceOf(BrokenChainException.class)
                    .hasMessageContaining(RUN.value());
        }
    }

    @Test
    void a_tail_that_was_cut_does_not_fit_the_head() {
        lines.remove(2);

        assertThatThrownBy(this::read)
                .isInstanceOf(BrokenChainException.class)
                .hasMessageContaining("broken at event 3")
                .hasMessageContaining("the lines end at event 2:");
    }

    @Test
    void a_line_of_a_newer_program_is_unreadable_not_broken() {
        String newer = lines.get(2).replace("tminus-event/1", "tminus-event/2");
        lines.set(2, newer);

        assertThatThrownBy(() -> History.of(RUN, Head.EMPTY, lines, new Head(3, HashChain.hash(newer))))
                .isInstanceOf(UnreadableEventException.class);
    }
}
