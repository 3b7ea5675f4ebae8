package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.book.Expression;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Nothing;
import dev.tminus.book.Type.ListOf;
import dev.tminus.book.Type.Maybe;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Type.Struct;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionEvaluationTest {

    private static final ExpressionCompiler COMPILER = new ExpressionCompiler();
    private static final Names NAMES = DonationsNames.NAMES
            .with("output", Simple.STRING)
            .with("json", Simple.DYNAMIC)
            .with("rows", new ListOf(Simple.DYNAMIC))
            .with("ratio", Simple.DOUBLE)
            .with("whole", Simple.INT)
            .with("planned", new Maybe(Simple.WINDOW))
            .with("ramp", DonationsNames.struct("ramp", "each", new ListOf(iteration())))
            .with("exit", new Maybe(Simple.INT));

    private static Struct iteration() {
        Struct result = DonationsNames.struct("result", "exit_code", Simple.INT);
        return DonationsNames.struct(
                "iteration",
                "item",
                Simple.DYNAMIC,
                "state",
                Simple.STRING,
                "weight",
                DonationsNames.struct("step weight", "result", result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            int(output)                     | "many errors" is not a whole number
            double(output)                  | "many errors" is not a number
            duration(output)                | "many errors" is not a length of time; write it like 90s, 10m, 1h30m or 14d
            bool(output)                    | "many errors" is neither true nor false
            now.getHours('Mars') > 1        | there is no such time zone, or the time is out of range: Unknown time-zone ID: Mars
            version(output) < '1'           | "many errors" is not a version; one begins with a number, such as 3.5.26
            json.nosuch                     | there is no `nosuch`; there is count, empty, status
            json.count / 0                  | it divides by zero
            rows[5]                         | the list has no item 5; the first is 0
            json.status + 1                 | two values are not of the kinds that fit together here
            9223372036854775807 + 1         | a number became too large
            steps.dump.result.value().path  | it asks for a value that is missing; write .orValue(...)
            steps.ab_reverse_sql.result.files['x.sql'].path | there is no `x.sql`; there is rollback.sql
            json.status.deeper              | `deeper` is read from what has no fields
            """)
    void a_value_that_does_not_fit_is_said_in_one_sentence(String source, String reason) {
        assertThatThrownBy(() -> value(source))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("cannot work out `%s`: %s", source, reason);
    }

    @Test
    void a_name_without_a_value_is_named() {
        assertThatThrownBy(() -> expression("output + 'x'").evaluate(name -> Optional.empty()))
                .hasMessageEndingWith("`output` has no value here");
        assertThatThrownBy(() -> expression("vars.watch").evaluate(name -> Optional.of(Map.of())))
                .hasMessageEndingWith("`vars.watch` has no value");
    }

    @Test
    void what_is_missing_at_run_time_is_empty() {
        assertThat(value("exit")).isEqualTo(Optional.empty());
        assertThat(value("steps.dump.result.path")).isEqualTo(Optional.empty());
        assertThat(value("steps.dump.result.optMap(dump, dump.path).orValue('none')"))
                .isEqualTo("none");
    }

    @Test
    void null_comes_in_and_goes_out_as_nothing() {
        assertThat(value("json.empty == null")).isEqualTo(true);
        assertThat(value("[null]")).isEqualTo(List.of(Nothing.NOTHING));
    }

    @Test
    void a_field_of_a_document_that_is_not_there_is_missing() {
        assertThat(value("json.?nosuch.orValue('none')")).isEqualTo("none");
        assertThat(value("json.?nosuch.?deeper.hasValue()")).isEqualTo(false);
    }

    @Test
    void whole_and_other_numbers_compare() {
        assertThat(value("json.count > 1.5 && 2 < 2.5 && 2 == 2.0 && 2 != 2.5 && json.count == 2.0"))
                .isEqualTo(true);
    }

    @Test
    void a_window_reads_as_its_parts_and_returns_whole() {
        assertThat(value("run.window.length * 2")).isEqualTo(Duration.ofHours(6));
        assertThat(value("[inputs.window]")).isEqualTo(List.of(DonationsNames.WINDOW));
    }

    @Test
    void a_number_counts_as_the_kind_it_is_declared_as() {
        Expression sum = expression("ratio + 0.5 > 1.0 && whole + 1 == 3");

        assertThat(sum.evaluate(name -> Optional.of(name.equals("ratio") ? 1L : 2.0)))
                .isEqualTo(true);
    }

    @Test
    void a_window_that_may_be_missing_reads_as_one() {
        assertThat(expression("planned.length.orValue(duration('1h'))")
                        .evaluate(name -> Optional.of(DonationsNames.WINDOW)))
                .isEqualTo(Duration.ofHours(3));
        assertThat(expression("planned").evaluate(name -> Optional.of(Optional.of(DonationsNames.WINDOW))))
                .isEqualTo(Optional.of(DonationsNames.WINDOW));
    }

    @Test
    void the_iterations_of_a_loop_read_with_their_fields() {
        List<Object> each = List.of(
                Map.of("state", "done", "item", 10L, "weight", Map.of("result", Map.of("exit_code", 0L))),
                Map.of("state", "done", "item", 50L, "weight", Map.of("result", Map.of("exit_code", 1L))));

        assertThat(expression("ramp.each.filter(i, i.weight.result.exit_code != 0).map(i, i.item)")
                        .evaluate(name -> Optional.of(Map.of("each", each))))
                .isEqualTo(List.of(50L));
    }

    @Test
    void a_loop_that_would_hold_the_run_is_stopped() {
        String source = "rows.map(r, r.n).all(a, rows.all(b, rows.all(c, a + b.n + c.n >= 0)))";
        List<Map<String, Object>> many = java.util.Collections.nCopies(150, Map.of("n", 1L));

        assertThatThrownBy(() -> expression(source).evaluate(name -> Optional.of(many)))
                .hasMessageContaining("goes through more than 200,000 items");
    }

    @Test
    void a_failed_half_of_an_or_does_not_matter_when_the_other_decides() {
        assertThat(value("int(output) > 1 || inputs.downtime")).isEqualTo(true);
    }

    @Test
    void many_conditions_in_a_row_are_no_danger() {
        assertThat(value("inputs.downtime" + " && inputs.downtime".repeat(200))).isEqualTo(true);
    }

    @Test
    void a_secret_is_not_told_when_it_does_not_fit() {
        assertThatThrownBy(() -> value("int(secrets.database_url)"))
                .hasMessageEndingWith("\"***database_url***\" is not a whole number");
    }

    @Test
    void it_reads_paths_of_at_most_three_parts() {
        assertThat(expression(
                                "steps.snapshot.result.status.orValue('') == vars.platform && run.window.length > vars.watch")
                        .reads())
                .containsExactly("run.window", "steps.snapshot.result", "vars.platform", "vars.watch");
    }

    @Test
    void it_reads_what_a_loop_reads_but_not_the_name_of_its_items() {
        assertThat(expression("vars.tables.all(t, t != vars.instance && has(steps.dump.result))")
                        .reads())
                .containsExactly("steps.dump.result", "vars.instance", "vars.tables");
    }

    @Test
    void it_reads_secrets_and_says_where_text_is_trusted() {
        assertThat(expression("trusted(secrets.database_url + json.?a.?b.orValue(''))")
                        .reads())
                .containsExactly("json.a", "secrets.database_url", "trusted");
    }

    @Test
    void the_same_text_at_the_same_place_is_compiled_once() {
        assertThat(COMPILER.compile("run.id", NAMES)).isSameAs(COMPILER.compile("run.id", NAMES));
    }

    private static Object value(String source) {
        Map<String, Object> values = DonationsNames.values();
        values.put("output", "many errors\n");
        values.put("json", Map.of("status", "ok", "count", 2L, "empty", Nothing.NOTHING));
        values.put("rows", List.of(Map.of("n", 1L)));
        values.put("exit", Optional.empty());
        return expression(source).evaluate(name -> Optional.ofNullable(values.get(name)));
    }

    private static Expression expression(String source) {
        Compiled compiled = COMPILER.compile(source, NAMES);
        assertThat(compiled).as(source).isInstanceOf(Compiled.Fine.class);
        return ((Compiled.Fine) compiled).expression();
    }
}
