package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationsTest {
    private static final Explanations EXPLANATIONS = new Explanations(SampleActions.all());
    private static final RunbookReader READER = new RunbookReader(SampleActions.all());

    @ParameterizedTest
    @EnumSource(Code.class)
    void every_code_is_explained(Code code) {
        assertThat(EXPLANATIONS.explain(code.name()).orElseThrow())
                .startsWith(code + ": " + code.title())
                .hasSizeGreaterThan(60);
    }

    static Stream<Code> wrong() {
        return Arrays.stream(Code.values())
                .filter(code -> example(code, "Wrong").isPresent());
    }

    static Stream<Code> right() {
        return Arrays.stream(Code.values())
                .filter(code -> example(code, "Right").isPresent());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_example_gives_its_code(Code code) {
        Reading reading = read(example(code, "Wrong").orElseThrow());

        assertThat(reading.problems()).extracting(Problem::code).contains(code.name());
    }

    @ParameterizedTest
    @MethodSource("right")
    void a_right_example_gives_no_problem(Code code) {
        assertThat(read(example(code, "Right").orElseThrow()).report()).isEmpty();
    }

    @Test
    void keys_contexts_and_actions_are_explained() {
        assertThat(EXPLANATIONS.explain("poll.every").orElseThrow()).contains("How often it looks", "a length of time");
        assertThat(EXPLANATIONS.explain("phase").orElseThrow()).contains("requires", "(must be there)");
        assertThat(EXPLANATIONS.explain("sql").orElseThrow()).contains("Keys:", "params", "Result:", "rows");
        assertThat(EXPLANATIONS.explain("TM103")).isEqualTo(EXPLANATIONS.explain("tm103"));
    }

    @Test
    void an_unknown_topic_brings_a_suggestion() {
        assertThat(EXPLANATIONS.explain("aprove")).isEmpty();
        assertThat(EXPLANATIONS.suggestion("aprove")).contains("did you mean approve?");
    }

    private static Optional<String> example(Code code, String which) {
        String text = EXPLANATIONS.explain(code.name()).orElseThrow();
        int start = text.indexOf(which + ":\n\n");
        if (start < 0) {
            return Optional.empty();
        }
        String rest = text.substring(start + which.length() + 3);
        return Optional.of(rest.lines()
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n")));
    }

    private static Reading read(String steps) {
        return READER.read("t.yaml", RunbookReaderTest.book(steps), path -> Optional.of("00"));
    }
}
