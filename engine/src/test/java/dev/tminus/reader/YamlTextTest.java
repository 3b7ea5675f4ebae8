package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Nothing;
import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Place;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTextTest {
    private final Problems problems = new Problems();

    @Test
    void every_node_knows_its_place() {
        Mapping root = (Mapping) parse("id: a\nsteps:\n  - run: [ls, \"-l\"]\n");

        Sequence steps = (Sequence) root.get("steps").orElseThrow();
        Mapping step = (Mapping) steps.items().get(0);
        Sequence command = (Sequence) step.get("run").orElseThrow();

        assertThat(root.entries().get("steps").key().place()).isEqualTo(new Place("t.yaml", 2, 1, 6));
        assertThat(command.place()).isEqualTo(new Place("t.yaml", 3, 10, 20));
        assertThat(command.items().get(1).place()).isEqualTo(new Place("t.yaml", 3, 15, 19));
    }

    @ParameterizedTest
    @CsvSource({"no", "on", "off", "yes", "y", "12:30", "1_000", "2026-01-01", "T-7d", "0b11", "=", "1e", "0x"})
    void what_yaml_1_1_took_for_something_else_is_text(String written) {
        assertThat(value(written)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-7, -7", "+7, 7", "014, 14", "0o14, 12", "0x1F, 31", "9223372036854775807, 9223372036854775807"
    })
    void whole_numbers_are_longs(String written, long expected) {
        assertThat(value(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", ".5, 0.5", "1., 1.0", "-2e3, -2000.0", "80.0, 80.0"})
    void fractions_are_doubles(String written, double expected) {
        assertThat(value(written)).isEqualTo(expected);
    }

    @Test
    void only_the_core_words_are_booleans_and_null() {
        assertThat(value("true")).isEqualTo(true);
        assertThat(value("False")).isEqualTo(false);
        assertThat(value("~")).isEqualTo(Nothing.NOTHING);
        assertThat(value("'true'")).isEqualTo("true");
        assertThat(((Scalar) ((Mapping) parse("a: 0644")).get("a").orElseThrow()).text())
                .isEqualTo("0644");
    }

    @Test
    void json_is_read_as_it_is() {
        Mapping root = (Mapping) parse("{\"a\":[1,true,null,\"x\\ny\"],\"b\":{\"c\":-1.5}}");

        assertThat(((Sequence) root.get("a").orElseThrow()).items())
                .extracting(item -> ((Scalar) item).value())
                .containsExactly(1L, true, Nothing.NOTHING, "x\ny");
    }

    @Test
    void columns_count_code_points_and_not_surrogates() {
        Mapping root = (Mapping) parse("a: \uD83D\uDE00\uD83D\uDE00\nb: { c: \uD83D\uDE00, d: x }\n");

        Mapping inner = (Mapping) root.get("b").orElseThrow();
        assertThat(inner.get("d").orElseThrow().place()).isEqualTo(new Place("t.yaml", 2, 15, 16));
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_change_no_place() {
        Mapping root = (Mapping) parse("\uFEFFa: 1\r\nb: x\r\n");

        assertThat(root.get("b").orElseThrow().place()).isEqualTo(new Place("t.yaml", 2, 4, 5));
    }

    @Test
    void a_second_equal_key_names_both_places() {
        parse("name: a\nother: b\nname: c\n");

        Problem problem = problems.sorted().get(0);
        assertThat(problem.code()).isEqualTo("TM102");
        assertThat(problem.place()).isEqualTo(new Place("t.yaml", 3, 1, 5));
        assertThat(problem.related()).contains(new Place("t.yaml", 1, 1, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: &x 1                         | TM106 | 1:4",
                "a: *x                           | TM106 | 1:4",
                "a: { <<: 1 }                    | TM106 | 1:6",
                "a: !!str 1                      | TM107 | 1:4",
                "if: !inputs.downtime            | TM107 | 1:5",
                "%YAML 1.2~---~a: 1              | TM108 | 1:1",
                "a: 1~---~b: 2                   | TM108 | 2:1",
                "a:~\tb: 1                       | TM113 | 2:1",
                "if: a ? b : c                   | TM114 | 1:11",
                "a: { until: x ? y }             | TM114 | 1:15",
                "a: { until: x[0] == 1 }         | TM114 | 1:14",
                "a: { until: ${{ x }} }          | TM114 | 1:14",
                "a: [ls, ${{ x }}]               | TM114 | 1:10",
                "a: { match: \\d{14} }           | TM114 | 1:15",
                "a: @x                           | TM114 | 1:4",
                "a: `x`                          | TM114 | 1:4",
                "a: %x                           | TM114 | 1:4",
                "a: { b: 1                       | TM101 | 1:4",
                "a: [1, 2                        | TM101 | 1:4",
                "a: 'x                           | TM101 | 1:4",
                "a: \"\\d\"                      | TM101 | 1:6",
                "a:~  - 1~ - 2                   | TM101 | 3:2",
                "a:~  b: 1~ c: 2                 | TM101 | 3:2",
                "a: 1~b                          | TM101 | 2:2",
                "a: 12345678901234567890         | TM115 | 1:4",
                "a: .inf                         | TM115 | 1:4",
                "? [a]~: 1                       | TM114 | 1:3",
            })
    void what_a_runbook_may_not_contain_is_refused_at_its_place(String text, String code, String at) {
        parse(text.replace('~', '\n'));

        Problem first = problems.sorted().get(0);
        assertThat(first.code() + " " + first.place().line() + ":"
                        + first.place().column())
                .isEqualTo(code + " " + at);
        assertThat(first.help()).isPresent();
    }

    @Test
    void several_refusals_are_reported_at_once() {
        parse("a: &x 1\nb: *x\nc: !t 2\na: 3\n");

        assertThat(problems.sorted()).extracting(Problem::code).containsExactly("TM106", "TM106", "TM107", "TM102");
    }

    @Test
    void invalid_utf_8_is_found_by_its_byte() {
        byte[] bytes = "a: 1\nb: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new SourceDecoder("t.yaml", problems).decode(bytes)).isEmpty();
        assertThat(problems.sorted().get(0).message()).isEqualTo("byte 9 of the file (0xE9) is not UTF-8");
        assertThat(problems.sorted().get(0).place()).isEqualTo(new Place("t.yaml", 2, 4, 4));
    }

    @Test
    void utf_16_is_refused() {
        assertThat(new SourceDecoder("t.yaml", problems).decode("a: 1".getBytes(StandardCharsets.UTF_16)))
                .isEmpty();
        assertThat(problems.sorted()).extracting(Problem::code).containsExactly("TM109");
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "27", "127", "133", "8232", "8238", "65279"})
    void control_and_direction_characters_are_refused(int codePoint) {
        parse("a: x" + Character.toString(codePoint) + "y\n");

        assertThat(problems.sorted()).extracting(Problem::code).containsExactly("TM110");
        assertThat(problems.sorted().get(0).place()).isEqualTo(new Place("t.yaml", 1, 5, 6));
    }

    @Test
    void a_file_over_4_mib_is_refused() {
        parse("#".repeat(SourceDecoder.MAX_BYTES + 1));

        assertThat(problems.sorted()).extracting(Problem::code).containsExactly("TM111");
    }

    @Test
    void nesting_over_64_is_refused_where_it_gets_too_deep() {
        parse("[".repeat(65) + "]".repeat(65));

        assertThat(problems.sorted()).extracting(Problem::code).containsExactly("TM112");
        assertThat(problems.sorted().get(0).place().column()).isEqualTo(65);
        assertThat(new Problems().sorted()).isEmpty();
    }

    @Test
    void nesting_of_64_is_read() {
        assertThat(parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(Sequence.class);
        assertThat(problems.sorted()).isEmpty();
    }

    @Test
    void an_empty_file_says_so() {
        assertThat(parsed("# nothing\n")).isEmpty();
        assertThat(problems.sorted()).extracting(Problem::code).containsExactly("TM100");
    }

    @Test
    void too_many_values_are_refused() {
        parse(String.join(
                "\n",
                IntStream.range(0, YamlText.MAX_NODES).mapToObj(i -> "- a").toList()));

        assertThat(problems.sorted()).extracting(Problem::code).isEqualTo(List.of("TM111"));
    }

    private Object value(String written) {
        return ((Scalar) ((Mapping) parse("a: " + written + "\n")).get("a").orElseThrow()).value();
    }

    private Node parse(String text) {
        return parsed(text).orElseGet(() -> new Sequence(new Source("", ""), 0, 0, List.of()));
    }

    private Optional<Node> parsed(String text) {
        return new SourceDecoder("t.yaml", problems)
                .decode(text.getBytes(StandardCharsets.UTF_8))
                .flatMap(source -> YamlText.parse(source, problems));
    }
}
