package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionMistakesTest {

    private static final ExpressionCompiler COMPILER = new ExpressionCompiler();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            steps.snapshot.result.stauts.orValue('')     | 22 | stauts    | TM303 | 'stauts' is not a field of steps.snapshot.result; it has arn, status, percent | did you mean status?
            steps.snapshto.result                        | 6  | snapshto  | TM303 | 'snapshto' is not a field of steps; it has snapshot, dump, fm_status, sl_index, ab_reverse_sql, restore | did you mean snapshot?
            instance                                     | 0  | instance  | TM303 | 'instance' is not known here; known are inputs, vars, secrets, run, rehearsal, phases, steps, now | did you mean vars.instance?
            now == rds                                   | 7  | rds       | TM303 | 'rds' is not known here; known are inputs, vars, secrets, run, rehearsal, phases, steps, now | if it is meant as text, put it in quotes: 'rds'
            True                                         | 0  | True      | TM303 | 'True' is not known here; known are inputs, vars, secrets, run, rehearsal, phases, steps, now | write true
            siez([1]) == 1                               | 0  | siez      | TM303 | there is no function 'siez' | did you mean size?
            'x'.startWith('y')                           | 4  | startWith | TM303 | there is no function 'startWith' | did you mean startsWith?
            steps.sl_index.ddl.hasValue                  | 19 | hasValue  | TM302 | steps.sl_index.ddl is a text that may be missing and has no fields, so 'hasValue' cannot be read | it is a function; call it: .hasValue()
            vars.platform = 'rds'                        | 14 | =         | TM301 | '=' has no meaning in an expression | write == to compare
            inputs.downtime and true                     | 16 | and       | TM301 | 'and' is not expected here | write && for and
            1 +                                          | 2  | +         | TM301 | the expression is not complete; something is missing at its end |
            1 + 'abc                                     | 4  | 'abc      | TM301 | this text has no closing quote |
            (1 + 2                                       | 5  | 2         | TM301 | a ')' is missing at the end |
            2 * 1.5                                      | 2  | *         | TM302 | '*' cannot work on a whole number and a number | make the whole number a number with double(...)
            vars.in                                      | 5  | in        | TM301 | 'in' is a word of the language and cannot be a name |
            has(vars)                                    | 3  | (         | TM301 | has(...) needs a field, as in has(a.b) |
            vars.watch > '10m'                           | 11 | >         | TM302 | '>' cannot compare a length of time with a text | make the text a length of time with duration("10m")
            vars.max_errors_per_minute > '5'             | 27 | >         | TM302 | '>' cannot compare a whole number with a text | make the text a number with int(...)
            now - 5                                      | 4  | -         | TM302 | '-' cannot work on a point in time and a whole number |
            [1].all(x, x)                                | 7  | (         | TM302 | a condition is needed here, true or false, and this is a whole number |
            run.all(x, true)                             | 0  | run       | TM302 | only a list or a map can be gone through, and this is a group of fields |
            vars.tables.map(t, t.nme)                    | 21 | nme       | TM302 | t is a text and has no fields, so 'nme' cannot be read |
            size(steps)                                  | 0  | size      | TM302 | 'size' cannot take a group of fields | it is written 'size(x)' or 'x.size()'
            version('1')                                 | 7  | (         | TM302 | the result is a version, which can only be compared |
            vars.watch == null                           | 11 | ==        | TM302 | a length of time is never null |
            steps.snapshot.result.status == null         | 0  | steps.snapshot.result.status | TM305 | 'steps.snapshot.result.status' may be missing, so '==' cannot use it as it is | say what counts then: steps.snapshot.result.status.orValue(""), or ask with steps.snapshot.result.status.hasValue()
            rehearsal.age < duration('1d')               | 0  | rehearsal.age | TM305 | 'rehearsal.age' may be missing, so '<' cannot use it as it is | say what counts then: rehearsal.age.orValue(duration("0s")), or ask with rehearsal.age.hasValue()
            steps.sl_index.?ddl.hasValue()               | 14 | .         | TM305 | this may be missing for two reasons at once | write '.' instead of '.?', or optFlatMap
            duration('5x') > vars.watch                  | 9  | '5x'      | TM306 | "5x" is not a length of time; write it like 90s, 10m, 1h30m or 14d |
            now < timestamp('2026-13-01')                | 16 | '2026-13-01' | TM306 | "2026-13-01" is not a point in time; write it like 2026-12-01T01:00:00Z or 2026-12-01T01:00:00+01:00 |
            run.id.matches('[')                          | 15 | '['       | TM306 | "[" is not a pattern: missing closing ] |
            regex.extract(run.id, '(')                   | 22 | '('       | TM306 | "(" is not a pattern: missing closing ) |
            1u > 0                                       | 0  | 1         | TM306 | a number is written without the u |
            """)
    void a_mistake_is_said_at_its_place(
            String source, int offset, String marked, Code code, String message, String help) {
        Mistake mistake = mistakes(source).get(0);

        assertThat(source.substring(mistake.offset(), mistake.offset() + mistake.length()))
                .isEqualTo(marked);
        assertThat(mistake.offset()).isEqualTo(offset);
        assertThat(mistake.code()).isEqualTo(code);
        assertThat(mistake.message().replace('`', '\'')).isEqualTo(message);
        assertThat(mistake.help().replace('`', '\'')).isEqualTo(help == null ? "" : help);
    }

    @Test
    void characters_beyond_the_basic_plane_do_not_shift_the_place() {
        assertThat(mistakes("'é😀' + foo").get(0).offset()).isEqualTo(8);
    }

    @Test
    void a_mistake_on_a_later_line_is_found_there() {
        assertThat(mistakes("vars.platform\n  == foo").get(0).offset()).isEqualTo(19);
    }

    @Test
    void several_mistakes_are_told_at_once_in_the_order_of_the_text() {
        assertThat(mistakes("vars.a == vars.b && foo"))
                .extracting(Mistake::offset)
                .containsExactly(5, 15, 20);
    }

    @Test
    void an_expression_longer_than_any_person_reads_is_refused() {
        assertThat(mistakes("1" + " + 1".repeat(3_000)).get(0).message())
                .isEqualTo("the expression is longer than 10,000 characters");
    }

    @Test
    void nesting_deeper_than_any_person_writes_is_refused() {
        assertThat(mistakes("(".repeat(500) + "1" + ")".repeat(500)).get(0).message())
                .isEqualTo("the expression is nested too deeply");
    }

    private static List<Mistake> mistakes(String source) {
        Compiled compiled = COMPILER.compile(source, DonationsNames.NAMES);
        assertThat(compiled).isInstanceOf(Compiled.Wrong.class);
        return ((Compiled.Wrong) compiled).mistakes();
    }
}
