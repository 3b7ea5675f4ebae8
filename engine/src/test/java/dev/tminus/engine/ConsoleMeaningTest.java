package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Outbox;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Question;
import dev.tminus.run.Actor;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where {@code risky_approvals: console} wants an approval at the console: wherever what it allows stands. */
class ConsoleMeaningTest {

    private static Bed bed(String step) {
        return Bed.book("""
                notify: { slack: { channel: "#release" } }
                phases: [{ id: only, steps: [%s] }]
                groups:
                  wipe: { steps: [{ id: drop, test.do: drop, destructive: true, approve: { by: dba } }] }
                  look: { steps: [{ id: see, test.do: see, approve: { by: dba } }] }
                  both: { steps: [{ id: safe, test.do: safe }, { id: call, use: wipe }] }
                """.formatted(step), "risky");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { id: a, test.do: a, destructive: true, approve: { by: dba } }                                | a           | true
            { id: a, test.do: a, point_of_no_return: All is lost, approve: { by: dba } }                  | a           | true
            { id: a, steps: [{ id: b, test.do: b, destructive: true, approve: { by: dba } }] }            | b           | true
            { id: a, approve: { by: dba }, steps: [{ id: b, test.do: b, point_of_no_return: Lost }] }     | a           | true
            { id: a, use: wipe }                                                                          | a/drop      | true
            { id: a, use: both, approve: { by: dba } }                                                    | a           | true
            { id: a, use: both }                                                                          | a/call/drop | true
            { id: a, for_each: [1, 2], as: n, use: wipe }                                                 | a[1]/drop   | true
            { id: a, use: look, approve: { by: dba } }                                                    | a           | false
            { id: a, test.do: a, approve: { by: dba } }                                                   | a           | false
            """)
    void what_is_risky_is_not_approved_in_a_chat(String step, String key, boolean console) {
        Bed bed = bed(step);
        bed.go();

        Ruling ruling = bed.request(new Request.Approve(key, Optional.empty(), ""), anna());

        assertThat(ruling instanceof Ruling.Refused).isEqualTo(console);
        assertThat(asked(bed, key).console()).isEqualTo(console);
    }

    private static Actor anna() {
        return new Actor(Bed.ANNA, Actor.SLACK, Optional.of("U0ANNA"));
    }

    private static Question asked(Bed bed, String key) {
        return bed.journal.outbox().pending(100).stream()
                .map(Outbox.Pending::notice)
                .map(notice -> Notice.read(notice.line()))
                .filter(notice -> notice.step().equals(key))
                .flatMap(notice -> notice.question().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody is asked at " + key + ": " + bed.words()));
    }
}
