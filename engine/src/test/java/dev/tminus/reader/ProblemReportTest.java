package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemReportTest {
    private static final RunbookReader READER = new RunbookReader(SampleActions.all());

    @Test
    void a_problem_is_shown_with_its_line_a_caret_and_help() {
        assertThat(read("- { id: a, aprove: { by: dba } }").report()).isEqualTo("""
                        t.yaml:13:18: error[TM103]: unknown key "aprove"
                          13 |       - { id: a, aprove: { by: dba } }
                             |                  ^^^^^^
                          help: did you mean approve?

                        1 error; `tminus explain TM103` tells more
                        """);
    }

    @Test
    void two_places_are_both_named() {
        assertThat(read("- { id: a, id: b, manual: x }").report())
                .contains("help: keep one of them; the first stands on line 13\n  see:  t.yaml:13:11\n");
    }

    @Test
    void more_than_fifty_are_counted() {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            steps.append("- { id: a%d, manual: x, by: nobody }%n".formatted(i));
        }

        assertThat(read(steps.toString()).report())
                .endsWith("60 errors; the first 50 are shown; `tminus explain TM206` tells more\n");
    }

    @Test
    void nothing_in_a_file_reaches_the_terminal_as_a_command() {
        String report =
                read("- { id: a, \"\\e[31mred\": 1, manual: \"\\u202Ex\" }\t").report();

        assertThat(report.chars().filter(c -> c < ' ' && c != '\n').toArray()).isEmpty();
        assertThat(report).contains("unknown key \"\uFFFD[31mred\"");
    }

    @Test
    void of_a_very_long_line_the_part_around_the_caret_is_shown() {
        String report = read("- { id: a, run: [\"" + "x".repeat(5_000) + "\"], nope: 1, name: \"" + "y".repeat(5_000)
                        + "\" }")
                .report();

        assertThat(report.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(400);
        String[] lines = report.split("\n", -1);
        assertThat(lines[1].substring(lines[2].indexOf('^'))).startsWith("nope");
    }

    @Test
    void carets_stand_under_wide_characters() {
        String[] lines = read("- { id: a, name: \u8868\u8868, nope: 1, manual: x }")
                .report()
                .split("\n", -1);

        assertThat(lines[2].indexOf('^')).isEqualTo(lines[1].indexOf("nope") + 2);
    }

    @Test
    void json_has_the_shape_programs_rely_on() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(ProblemJson.problems(
                        read("- { id: a, aprove: { by: dba } }").problems()));

        assertThat(json.path("format").asText()).isEqualTo("tminus.problems/1");
        JsonNode problem = json.path("problems").path(0);
        assertThat(problem.path("line").asInt()).isEqualTo(13);
        assertThat(problem.path("code").asText()).isEqualTo("TM103");
        assertThat(problem.path("severity").asText()).isEqualTo("error");
        assertThat(problem.path("help").asText()).isEqualTo("did you mean approve?");
    }

    @Test
    void sarif_names_the_rule_and_the_region() throws IOException {
        JsonNode run = new ObjectMapper()
                .readTree(ProblemJson.sarif(
                        read("- { id: a, aprove: { by: dba } }").problems(), "1.0"))
                .path("runs")
                .path(0);

        assertThat(run.path("tool")
                        .path("driver")
                        .path("rules")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo("TM103");
        assertThat(run.path("results")
                        .path(0)
                        .path("locations")
                        .path(0)
                        .path("physicalLocation")
                        .path("region")
                        .path("startColumn")
                        .asInt())
                .isEqualTo(18);
    }

    private static Reading read(String steps) {
        return READER.read("t.yaml", RunbookReaderTest.book(steps), path -> Optional.of("00"));
    }
}
