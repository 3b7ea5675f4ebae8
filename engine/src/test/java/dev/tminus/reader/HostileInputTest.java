package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to hurt: each is refused with problems, quickly, whatever its size. */
class HostileInputTest {
    private static final int SIZE = SourceDecoder.MAX_BYTES - 2_000;

    /** Hours or an overflow without the bounds; a second with them, and half a minute was seen on a busy machine. */
    private static final Duration ENOUGH = Duration.ofMinutes(5);

    private static final String STEP = "runbook: v1\nid: x\nphases: [{ id: p, steps: [{ id: s, manual: %s }] }]\n";

    static Stream<Map.Entry<String, String>> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("deep lists", "[".repeat(SIZE));
        files.put("deep mappings", "{a: ".repeat(SIZE / 4));
        files.put("a long list", "- a\n".repeat(SIZE / 4));
        files.put("one long word", "a: " + "x".repeat(SIZE));
        files.put("blanks", "a: x" + " ".repeat(SIZE) + "${{");
        files.put("equal keys", "a: 1\n".repeat(SIZE / 5));
        files.put("aliases", "- *a\n".repeat(SIZE / 5));
        files.put("an open quote", "a: \"" + "x\n\n".repeat(SIZE / 3));
        files.put("unknown keys", keys(100_000));
        files.put("wrong expressions", STEP.formatted("\"" + "${{ a }}".repeat(SIZE / 8) + "\""));
        files.put("open expressions", STEP.formatted("\"" + "${{ ".repeat(SIZE / 4) + "\""));
        files.put("brackets in an expression", STEP.formatted("x, if: '" + "(".repeat(SIZE) + "'"));
        return files.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_hostile_file_is_refused_in_bounded_time(Map.Entry<String, String> file) {
        RunbookReader reader = new RunbookReader(SampleActions.all());

        Reading reading = assertTimeoutPreemptively(
                ENOUGH, () -> reader.read(file.getKey(), file.getValue(), path -> Optional.empty()));

        assertThat(reading.runbook()).isEmpty();
        assertThat(reading.report()).isNotEmpty().hasSizeLessThan(100_000);
    }

    private static String keys(int count) {
        StringBuilder text = new StringBuilder("runbook: v1\n");
        for (int i = 0; i < count; i++) {
            text.append("key").append(i).append(": a value\n");
        }
        return text.toString();
    }
}
