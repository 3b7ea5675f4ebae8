package dev.tminus.journal;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The lines under golden/v1 were written once; programs of years to come must read them and write the same bytes. */
class GoldenLinesTest {
    private static final RunId RUN = new RunId("r-20261201-golden");

    private static List<String> golden() throws IOException {
        try (InputStream file = GoldenLinesTest.class.getResourceAsStream("/golden/v1/every_event.jsonl")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static List<String> written() {
        List<String> lines = new ArrayList<>();
        Head head = Head.EMPTY;
        for (RunEvent event : Samples.everyEvent()) {
            OptionalLong epoch = head.seq() % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(7);
            String line = EventCodec.RUN_EVENTS.encode(Envelope.after(RUN, head, epoch), event);
            lines.add(line);
            head = new Head(head.seq() + 1, HashChain.hash(line));
        }
        return lines;
    }

    private static String type(String line) {
        return (String) JsonLine.parse(line).get("type");
    }

    @Test
    void every_type_of_event_has_a_golden_line() throws IOException {
        Map<String, String> samples = written().stream().collect(toMap(GoldenLinesTest::type, Function.identity()));

        List<String> have = golden().stream().map(GoldenLinesTest::type).toList();

        assertThat(samples)
                .as("add a line of each missing type to golden/v1; never change one that is there")
                .containsOnlyKeys(have.stream().distinct().toArray(String[]::new));
    }

    @Test
    void every_golden_line_is_read_and_written_again_byte_for_byte() throws IOException {
        assertThat(golden()).isNotEmpty();
        for (String line : golden()) {
            EventCodec.Decoded<RunEvent> decoded = EventCodec.RUN_EVENTS.decode(line);

            assertThat(EventCodec.RUN_EVENTS.encode(decoded.envelope(), decoded.event()))
                    .isEqualTo(line);
        }
    }

    @Test
    void the_golden_lines_are_an_unbroken_chain() throws IOException {
        List<String> lines = golden();
        Head head = new Head(lines.size(), HashChain.hash(lines.get(lines.size() - 1)));

        assertThat(HashChain.verify(RUN.value(), Head.EMPTY, lines.iterator(), head))
                .isEmpty();
    }

    @Test
    void every_sample_comes_back_equal() {
        List<RunEvent> events = written().stream()
                .map(line -> EventCodec.RUN_EVENTS.decode(line).event())
                .toList();

        assertThat(events).isEqualTo(Samples.everyEvent());
    }
}
