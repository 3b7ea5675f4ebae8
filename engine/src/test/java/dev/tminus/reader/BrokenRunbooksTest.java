package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One row for each thing that is refused: the steps, and the first line of what is said about them. */
class BrokenRunbooksTest {
    private static final RunbookReader READER = new RunbookReader(SampleActions.all());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            - { id: a, aprove: { by: dba } } | 1:12: error[TM103]: unknown key "aprove" | did you mean approve?
            - { id: a, manual: [x] } | 1:20: error[TM104]: this is a list; wanted is text |
            - { manual: x } | 1:3: error[TM105]: this step has no `id` |
            - { id: a, approve: { need: 1 } } | 1:21: error[TM105]: this approval has no `by` |
            - { id: a, check: inputs.version == "x" ? true : false } | 1:41: error[TM114]: inside `{ }` a text with `?` must be quoted |
            - { id: a, wait: 10m, background: true } | 1:23: error[TM117]: `background` is planned for a later version: a step that is joined later |
            - { id: a, rds.reboot: { instance: x } } | 1:12: error[TM117]: the action `rds.reboot` is planned for a later version |
            - { id: a, ask: } | 1:12: error[TM105]: there is nothing in this `ask` |
            - { id: a, steps: [] } | 1:12: error[TM105]: there is nothing in this `steps` |
            - { id: a, for_each: vars.list, manual: x } | 1:22: error[TM104]: this is the text "vars.list"; wanted is a list or a mapping to go over |
            - { id: a, run: [ls], manual: x } | 1:23: error[TM118]: this step has two actions, `run` and `manual` | make two steps of it
            - { id: a, name: x } | 1:3: error[TM118]: this step has no action |
            - { id: a, manual: x, save_output: y } | 1:23: error[TM119]: `save_output` does not belong to the action `manual` | it stands beside `run`
            - { id: a, manual: x, parallel: true } | 1:23: error[TM119]: `parallel` means nothing without `for_each` or `steps` |
            - { id: a, run: [ls], poll: { every: 1s } } | 1:23: error[TM119]: this poll says neither `until` nor `hold` |
            - { id: a, run: [ls], timeout: 5 minutes } | 1:32: error[TM115]: this is the text "5 minutes"; wanted is a length of time such as 90s, 10m or 1h30m |
            - { id: a, run: [ls], retry: { times: "3" } } | 1:39: error[TM104]: this is the text "3"; wanted is a whole number |
            - { id: a, manual: x, always: yes } | 1:31: error[TM104]: this is the text "yes"; wanted is true or false | write true or false, without quotes
            - { id: a, run: [ls], poll: { every: 1s, until: exit_code == 0, tolerate: "(" } } | 1:75: error[TM115]: this is the text "("; wanted is a regular expression |
            - { id: A-b, manual: x } | 1:9: error[TM201]: "A-b" is not an id |
            - { id: package, manual: x } | 1:9: error[TM202]: "package" is a word of the expression language and cannot be an id |
            - { id: back_look, manual: x } | 6:9: error[TM203]: a second step is called "back_look" |
            - { id: a, close: b } | 1:19: error[TM204]: there is no step "b" here |
            - { id: a, manual: x, by: dbaa } | 1:27: error[TM206]: there is no role "dbaa" | did you mean dba?
            - { id: a, manual: x, skip_in: { stagin: no } } | 1:34: error[TM207]: there is no environment "stagin" | did you mean staging?
            - { id: a, sql: { db: mian, text: select 1 } } | 1:23: error[TM208]: there is no connection "mian" | did you mean main?
            - { id: a, sql: { db: main } } | 1:12: error[TM105]: this `sql` has none of `text`, `file` | add one of them
            - { id: a, sql: { db: main, text: select 1, file: x.sql } } | 1:45: error[TM119]: `text` and `file` exclude each other | keep one of them
            - { id: a, use: nope } | 1:17: error[TM209]: there is no group "nope" |
            - { id: a, manual: x, on_failure: rollback/bakc } | 1:35: error[TM210]: there is no rollback scenario "bakc" | did you mean rollback/back?
            - { id: a, notify: { to: everyone, text: x } } | 1:26: error[TM212]: there is no audience or role "everyone" |
            - { id: a, check: vars.host } | 1:19: error[TM302]: this gives a text; wanted is true or false |
            - { id: a, manual: "${{ secrets.token }}" } | 1:25: error[TM304]: the secret `secrets.token` would be seen here |
            - { id: a, if: "${{ true }}", manual: x } | 1:17: error[TM308]: this is an expression already; `${{ }}` is for values |
            - { id: a, manual: x, always: "${{ true }}" } | 1:32: error[TM308]: no expression may stand here; wanted is true or false as it is |
            - { id: a, check: steps.b.result.exit_code == 0 }~- { id: b, run: [ls] } | 1:19: error[TM403]: step b comes later (line 14) |
            - { id: a, run: [ls], timeout: "${{ steps.a.duration }}" } | 1:37: error[TM403]: step a has not run yet here |
            - { id: a, manual: x }~- { id: b, manual: x, then: step/a } | 2:29: error[TM401]: step a lies behind (line 13); jumps go forward only |
            - { id: a, manual: x, then: step/c }~- { id: b, steps: [{ id: c, manual: x }] } | 1:29: error[TM402]: step c stands in another scope |
            - { id: a, manual: x, then: resume } | 1:29: error[TM402]: `resume` ends a rollback scenario; this step stands in none |
            - { id: a, run: "echo ${{ vars.host }}" } | 1:23: error[TM404]: an expression inside a script: its value would become shell text |
            - { id: a, sql: { db: main, text: "select ${{ vars.host }}" } } | 1:43: error[TM405]: an expression inside SQL text: its value would become SQL |
            - { id: a, manual: x }~- { id: b, close: a } | 2:19: error[TM406]: step a has no `undo`, so there is nothing to close |
            - { id: a, run: [rm], destructive: true } | 1:23: error[TM407]: this step may lose data and nobody approves it |
            - { id: q, ask: { ddl: { type: text } } }~- { id: a, approve: { by: dba }, sql: { db: main, text: "${{ trusted(steps.q.ddl) }}" } } | 2:57: error[TM408]: the answer that is trusted here has no `match` pattern |
            - { id: a, ask: { x: { type: enum } } } | 1:22: error[TM410]: an enum needs its `values` |
            - { id: l, for_each: [1, 2], as: n, steps: [{ id: i, run: [ls] }] }~- { id: a, check: steps.i.result.exit_code == 0 } | 2:19: error[TM403]: step i runs once for each item of l | read the list steps.l.each
            - { id: p, parallel: true, steps: [{ id: x, run: [ls] }, { id: y, check: steps.x.result.exit_code == 0 }] } | 1:74: error[TM403]: step x runs at the same time | only its state may be read here
            """)
    void what_is_wrong_is_said_at_its_place(String steps, String expected, String help) {
        Reading reading =
                READER.read("t.yaml", RunbookReaderTest.book(steps.replace('~', '\n')), path -> Optional.of("00"));

        String report = new ProblemReport(reading.sources()).text(reading.problems());
        String first = report.lines().findFirst().orElse("");
        assertThat(shifted(first)).startsWith(expected);
        if (help != null) {
            assertThat(report).contains("  help: " + help + "\n");
        }
    }

    /** Line 1, column 1 is where the steps of the sample begin. */
    private static String shifted(String first) {
        String[] parts = first.split(":", 4);
        int line = Integer.parseInt(parts[1]);
        int column = Integer.parseInt(parts[2]);
        return "%d:%d:%s".formatted(line - 12, column - 6, parts[3]);
    }
}
