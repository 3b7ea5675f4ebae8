package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Outbox;
import dev.tminus.notice.Notice;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens while people who are wanted say nothing: {@code if_silent}. */
class SilenceMeaningTest {

    private static final Duration TEN = Duration.ofMinutes(10);

    private static Bed bed(String steps) {
        return Bed.book(
                "notify: { slack: { channel: \"#release\" } }\nphases:\n  - id: only\n    steps:\n" + steps.indent(6),
                "production");
    }

    private static List<Notice> reminders(Bed bed) {
        return bed.journal.outbox().pending(1000).stream()
                .map(Outbox.Pending::notice)
                .map(notice -> Notice.read(notice.line()))
                .filter(notice -> notice.title().startsWith("Reminder: "))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approve: { by: dba }",
                "approve: { by: dba }, test.do: x",
                "manual: Look",
                "ask: { why: { type: text } }",
                "decide: { ask: Go, options: { go: continue } }",
                "confirm: All is well, test.do: x",
                "test.do: { effect: x, fails: 9 }"
            })
    void whoever_is_wanted_is_reminded_and_others_are_told_too(String action) {
        Bed bed = bed("- { id: a, by: dba, if_silent: { after: 10m, escalate: engineer }, %s }".formatted(action));
        bed.go();
        bed.pass(TEN.minusSeconds(1));
        assertThat(reminders(bed)).isEmpty();

        bed.pass(Duration.ofSeconds(1));
        bed.pass(TEN);

        assertThat(reminders(bed)).hasSize(2).allSatisfy(reminder -> {
            assertThat(reminder.step()).isEqualTo("a");
            assertThat(reminder.people()).containsExactly("anna", "bert");
        });
        assertThat(bed.step("a").status()).isIn(StepStatus.WAITING, StepStatus.FAILED);
    }

    @Test
    void nobody_is_reminded_where_nothing_says_so_or_after_the_answer() {
        Bed silent = bed("- { id: a, manual: Look, by: dba }");
        silent.go();
        silent.pass(Duration.ofDays(3));
        Bed answered = bed("- { id: a, manual: Look, by: dba, if_silent: { after: 10m } }\n- { id: b, manual: Look }");
        answered.go();
        answered.by(Bed.ANNA, new Request.Done("a", dev.tminus.book.Values.NONE));
        answered.pass(Duration.ofDays(3));

        assertThat(reminders(silent)).isEmpty();
        assertThat(reminders(answered)).isEmpty();
    }

    @Test
    void a_run_nobody_drove_for_days_reminds_once() {
        Bed bed = bed("- { id: a, manual: Look, by: dba, if_silent: { after: 10m } }");
        bed.go();

        bed.pass(Duration.ofDays(3));

        assertThat(bed.events(RunEvent.Reminded.class)).hasSize(1);
    }

    @Test
    void who_may_approve_does_not_grow_by_silence() {
        Bed bed = bed("- { id: a, approve: { by: dba, if_silent: { after: 10m, escalate: engineer } } }");
        bed.go();
        bed.pass(TEN);

        assertThat(bed.request(Bed.BERT, new Request.Approve("a", Optional.empty(), "")))
                .isInstanceOf(Ruling.Refused.class);
        assertThat(bed.by(Bed.ANNA, new Request.Approve("a", Optional.empty(), ""))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void whoever_has_approved_already_is_not_called_again() {
        Bed bed = bed("- { id: a, approve: { by: [dba, engineer], need: 2, if_silent: { after: 10m } } }");
        bed.go();
        bed.by(Bed.ANNA, new Request.Approve("a", Optional.empty(), ""));

        bed.pass(TEN);

        assertThat(reminders(bed)).extracting(Notice::people).containsExactly(List.of("bert"));
    }

    @Test
    void a_request_that_lapses_is_reminded_of_until_then() {
        Bed bed = bed("- { id: a, approve: { by: dba, expires: 25m, if_silent: { after: 10m } } }");
        bed.go();

        bed.pass(TEN);
        bed.pass(TEN);
        bed.pass(TEN);

        assertThat(bed.events(RunEvent.Reminded.class)).hasSize(2);
        assertThat(bed.events(RunEvent.ApprovalLapsed.class)).hasSize(1);
    }

    @Test
    void what_a_list_of_steps_says_holds_inside_and_an_inner_step_wins() {
        Bed bed = bed("""
                - id: all
                  parallel: true
                  if_silent: { after: 10m }
                  steps:
                    - { id: a, manual: Look, by: dba }
                    - { id: b, manual: Look, by: engineer, if_silent: { after: 1h } }
                """);
        bed.go();

        bed.pass(TEN);

        assertThat(reminders(bed)).extracting(Notice::step).containsExactly("a");
    }

    @Test
    void whoever_is_to_approve_a_rollback_is_reminded() {
        Bed bed = Bed.book("""
                notify: { slack: { channel: "#release" } }
                phases: [{ id: only, steps: [{ id: a, manual: Look, by: dba }] }]
                rollbacks:
                  - { id: back, loses: nothing, approve: { by: dba, if_silent: { after: 10m } }, steps: [{ id: s, test.do: s }] }
                """, "production");
        bed.go();
        bed.by(Bed.BERT, new Request.RollBack(Optional.of("back"), "it is slow", false));

        bed.pass(TEN);

        assertThat(reminders(bed)).extracting(Notice::step).containsExactly("back");
    }
}
