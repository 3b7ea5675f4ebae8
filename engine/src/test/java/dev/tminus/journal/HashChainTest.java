package dev.tminus.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashChainTest {
    private static final RunId RUN = new RunId("r-20261201-7k3mq9");

    private final List<String> lines = new ArrayList<>();
    private final Head head = chain(lines, 5);

    private static Head chain(List<String> lines, int length) {
        Head head = Head.EMPTY;
        for (int i = 0; i < length; i++) {
            RunEvent event = new RunEvent.PhaseStarted(Samples.TIME, "phase_" + i);
            lines.add(EventCodec.RUN_EVENTS.encode(Envelope.after(RUN, head, OptionalLong.of(1)), event));
            head = new Head(head.seq() + 1, HashChain.hash(lines.get(i)));
        }
        return head;
    }

    private Optional<Long> brokenAt() {
        return HashChain.verify(RUN.value(), Head.EMPTY, lines.iterator(), head).map(HashChain.Break::seq);
    }

    @Test
    void the_hash_is_what_sha256sum_says_of_the_line_and_its_newline() {
        assertThat(HashChain.hash("abc")).isEqualTo("edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb");
    }

    @Test
    void an_untouched_chain_holds() {
        assertThat(brokenAt()).isEmpty();
    }

    @Test
    void a_changed_line_breaks_the_link_after_it() {
        lines.set(2, lines.get(2).replace("phase_2", "phase_x"));

        assertThat(brokenAt()).contains(4L);
    }

    @Test
    void a_changed_last_line_does_not_fit_the_head() {
        lines.set(4, lines.get(4).replace("phase_4", "phase_x"));

        assertThat(brokenAt()).contains(6L);
    }

    @Test
    void removed_swapped_doubled_and_cut_lines_are_found() {
        for (int i = 0; i < 5; i++) {
            lines.clear();
            chain(lines, 5);
            lines.remove(i);
            assertThat(brokenAt()).contains(i == 4 ? 5L : i + 1L);
        }
        IntStream.range(0, 4).forEach(i -> {
            lines.clear();
            chain(lines, 5);
            Collections.swap(lines, i, i + 1);
            assertThat(brokenAt()).contains(i + 1L);
        });
        lines.clear();
        chain(lines, 5);
        lines.add(2, lines.get(2));
        assertThat(brokenAt()).contains(4L);
    }

    @Test
    void a_line_of_another_run_is_found() {
        lines.set(0, lines.get(0).replace(RUN.value(), "r-20261201-other2"));

        assertThat(HashChain.verify(RUN.value(), Head.EMPTY, lines.iterator(), head))
                .hasValueSatisfying(found -> assertThat(found.what()).contains("belongs to run r-20261201-other2"));
    }
}
