package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Outbox;
import dev.tminus.notice.Notice;
import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people outside are told of a run, and what they are not. */
class NoticeMeaningTest {

    private static final String TOLD = """
            notify:
              slack: { channel: "#release" }
              audiences: { stakeholders: ["#announce", "boss@example.org"] }
            """;

    private static Bed bed(String steps) {
        return Bed.book(
                TOLD + "phases:\n  - id: only\n    name: The only one\n    steps:\n" + steps.indent(6), "production");
    }

    private static List<Notice> told(Bed bed, String address) {
        return bed.journal.outbox().pending("%s %s".formatted(bed.run, address), 1000).stream()
                .map(Outbox.Pending::notice)
                .map(notice -> Notice.read(notice.line()))
                .toList();
    }

    private static List<Notice> told(Bed bed, Notice.Kind kind) {
        return told(bed, "slack:#release").stream()
                .filter(notice -> notice.kind() == kind)
                .toList();
    }

    @Test
    void a_green_run_calls_nobody() {
        Bed bed = bed("- { id: a, test.do: a }\n- { id: b, test.do: b }\n");

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(told(bed, "slack:#release"))
                .extracting(Notice::kind)
                .containsOnly(Notice.Kind.STATUS, Notice.Kind.NEWS);
        assertThat(told(bed, Notice.Kind.NEWS))
                .extracting(Notice::text)
                .satisfiesExactly(
                        begins -> assertThat(begins).isEqualTo("phase begins: The only one (2 steps)"),
                        ends -> assertThat(ends).startsWith("phase ends: The only one: done"),
                        end -> assertThat(end).startsWith("succeeded; ended at 2026-12-01 00:00 UTC"));
    }

    @Test
    void the_standing_names_who_began_what_with_which_plan_and_where_the_journal_was() {
        Bed bed = bed("- { id: a, manual: Look, by: dba }\n");
        bed.go();

        List<Notice> standing = told(bed, Notice.Kind.STATUS);

        assertThat(standing.get(0).title()).isEqualTo("sample in production (PRODUCTION)");
        assertThat(standing.get(standing.size() - 1).text())
                .contains("waiting for people; phase 1 of 1: The only one (0 of 1 steps)")
                .contains("waits for dba (anna) at a")
                .contains("started by olga")
                .contains("plan " + bed.state().planDigest().substring(0, 12))
                .containsPattern("journal \\d+:[0-9a-f]{16}");
    }

    @Test
    void whoever_is_wanted_is_named_with_what_they_are_asked_and_once_more_when_they_are_silent() {
        Bed bed = bed("""
                - id: go
                  decide: { by: engineer, ask: "Go on?", options: { go: continue, back: continue }, if_silent: { after: 10m, escalate: manager } }
                """);
        bed.go();
        Notice wanted = told(bed, Notice.Kind.WANTED).get(0);
        assertThat(wanted.people()).containsExactly("bert");
        assertThat(wanted.question().orElseThrow().options()).containsExactly("go", "back");
        assertThat(wanted.text()).contains("Go on?", "tminus decide %s go back".formatted(bed.run));

        bed.pass(Duration.ofMinutes(10));

        assertThat(told(bed, Notice.Kind.WANTED)).hasSize(2);
        assertThat(told(bed, Notice.Kind.WANTED).get(1).title()).startsWith("Reminder: Decision wanted");
        assertThat(told(bed, Notice.Kind.WANTED).get(1).people()).containsExactly("bert", "cleo", "anna");
    }

    @Test
    void what_was_wanted_is_settled_when_somebody_has_answered() {
        Bed bed = bed("- { id: ok, approve: { by: [dba] } }\n");
        bed.go();
        assertThat(told(bed, Notice.Kind.SETTLED)).isEmpty();

        bed.by(Bed.ANNA, new Request.Approve("ok", java.util.Optional.empty(), "fine"));

        assertThat(told(bed, Notice.Kind.SETTLED))
                .singleElement()
                .satisfies(settled -> assertThat(settled.text()).isEqualTo("approved by anna via cli"));
        assertThat(told(bed, Notice.Kind.NEWS))
                .extracting(Notice::text)
                .contains("step ok approved by anna via cli: fine");
    }

    @Test
    void a_standing_that_looks_as_before_is_not_told_again() {
        Bed bed = bed("- { id: ok, approve: { by: [dba, engineer], need: 2 } }\n");
        bed.go();
        int before = told(bed, Notice.Kind.STATUS).size();

        bed.by(Bed.ANNA, new Request.Approve("ok", java.util.Optional.empty(), ""));
        assertThat(told(bed, Notice.Kind.STATUS)).hasSize(before);
        bed.by(Bed.BERT, new Request.Approve("ok", java.util.Optional.empty(), ""));

        assertThat(told(bed, Notice.Kind.STATUS)).hasSizeGreaterThan(before);
    }

    @Test
    void a_failure_tells_the_reason_and_the_ways_back() {
        Bed bed = bed("- { id: a, test.do: { effect: x, fails: 1 }, by: dba }\n");

        bed.go();

        assertThat(told(bed, Notice.Kind.WANTED)).singleElement().satisfies(failed -> {
            assertThat(failed.title()).isEqualTo("Failed: a [production, PRODUCTION]");
            assertThat(failed.text())
                    .contains("way back \"Undo what is open\"", "tminus retry %s a".formatted(bed.run));
            assertThat(failed.people()).containsExactly("anna");
        });
    }

    @Test
    void turning_back_is_an_alarm() {
        Bed bed = bed("- { id: a, test.do: a, undo: { test.do: -a } }\n- { id: c, manual: Look, by: dba }\n");
        bed.go();

        bed.by(Bed.ANNA, new Request.RollBack(java.util.Optional.empty(), "users complain", false));

        assertThat(told(bed, Notice.Kind.ALARM))
                .extracting(Notice::text)
                .satisfiesExactly(
                        asked -> assertThat(asked).startsWith("scenario undo by anna: users complain"),
                        ended -> assertThat(ended).startsWith("rolled back; ended at"));
    }

    @Test
    void a_message_goes_to_every_address_of_its_audience_alone() {
        Bed bed = bed("- { id: tell, notify: { to: [stakeholders], text: \"Hello <!channel>\" } }\n");

        bed.go();

        assertThat(told(bed, "slack:#announce")).singleElement().satisfies(message -> {
            assertThat(message.kind()).isEqualTo(Notice.Kind.MESSAGE);
            assertThat(message.text()).isEqualTo("Hello <!channel>");
        });
        assertThat(told(bed, "email:boss@example.org")).hasSize(1);
        assertThat(told(bed, Notice.Kind.MESSAGE)).isEmpty();
    }

    @Test
    void a_runbook_that_tells_nobody_queues_nothing() {
        Bed bed = Bed.of("- { id: a, manual: Look }\n");

        bed.go();

        assertThat(bed.journal.outbox().lanes()).isEmpty();
    }
}
