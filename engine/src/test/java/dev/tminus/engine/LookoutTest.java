package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Outbox;
import dev.tminus.notice.Notice;
import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found from beside a run: what happens as it happens, and what only the time tells. */
class LookoutTest {

    private static Bed bed(String steps) {
        return Bed.book(
                "notify: { slack: { channel: \"#release\" } }\nphases:\n  - id: only\n    steps:\n" + steps.indent(6),
                "production");
    }

    private static List<Notice> queued(Bed bed, String word) {
        return bed.journal.outbox().pending(1000).stream()
                .map(Outbox.Pending::notice)
                .map(notice -> Notice.read(notice.line()))
                .filter(notice ->
                        notice.kind() == Notice.Kind.ALARM && notice.title().contains(word))
                .toList();
    }

    @Test
    void a_step_that_takes_far_longer_than_forecast_is_an_alarm_once_whoever_finds_it() {
        Bed bed = bed("- { id: copy, name: Copy it, test.do: a, estimate: 1m }");
        bed.turn();
        bed.clock.pass(Duration.ofSeconds(30));
        assertThat(bed.lookout().look()).isEmpty();
        bed.clock.pass(Duration.ofHours(1));

        assertThat(bed.lookout().look()).extracting(Notice::step).containsExactly("copy");
        bed.lookout().look();

        assertThat(queued(bed, "slower than forecast")).singleElement().satisfies(alarm -> {
            assertThat(alarm.text()).contains("step copy (Copy it) has run for 1h");
            assertThat(alarm.title()).contains("production");
        });
    }

    @Test
    void an_end_beyond_the_window_is_an_alarm_once_the_window_has_begun() {
        Bed bed = bed("- { id: copy, test.do: a, estimate: 5h }\n- { id: next, test.do: b, estimate: 1h }");
        bed.turn();
        assertThat(bed.lookout().look()).isEmpty();
        bed.clock.pass(Duration.ofHours(1));

        bed.lookout().look();
        bed.lookout().look();

        assertThat(queued(bed, "forecast beyond the window"))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.text())
                        .startsWith("should end at 2026-12-01 06:00 UTC, the window ends at 2026-12-01 04:00 UTC"));
    }

    @Test
    void whoever_looks_is_told_what_happened_since_the_last_look() {
        Bed bed = bed("- { id: a, manual: Look, by: dba }");
        Lookout lookout = bed.lookout();
        bed.go();

        assertThat(lookout.look()).extracting(Notice::kind).contains(Notice.Kind.WANTED);
        assertThat(lookout.look()).isEmpty();
        assertThat(lookout.isOver()).isFalse();
        assertThat(bed.by(Bed.ANNA, new Request.Done("a", dev.tminus.book.Values.NONE))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);

        assertThat(lookout.look()).extracting(Notice::kind).contains(Notice.Kind.SETTLED, Notice.Kind.NEWS);
        assertThat(lookout.isOver()).isTrue();
    }

    @Test
    void a_run_that_tells_nobody_is_not_looked_out_for() {
        assertThat(bed("- { id: a, manual: Look }").lookout().isTold()).isTrue();
        assertThat(Bed.of("- { id: a, manual: Look }").lookout().isTold()).isFalse();
    }
}
