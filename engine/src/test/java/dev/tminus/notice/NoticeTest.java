package dev.tminus.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void a_notice_is_read_as_it_was_written() {
        Notice notice = Notice.of("r-1", Notice.Kind.WANTED, NOW, "ramp[2]/ok", "Ä \"title\"", "two\nlines \u202e")
                .wanting(List.of("dba"), List.of("anna"))
                .to(List.of("#here"))
                .asking(new Question(WaitKind.APPROVE, "abc", NOW, List.of("go"), List.of("link"), true));

        assertThat(Notice.read(notice.line())).isEqualTo(notice);
        assertThat(notice.line()).doesNotContain("\n");
    }

    @Test
    void a_text_is_cut_at_a_whole_character_with_a_word_on_what_is_missing() {
        String flags = "\ud83d\ude80".repeat(50_000);

        String kept =
                Notice.of("r-1", Notice.Kind.NEWS, NOW, "", "", "x" + flags).text();

        assertThat(kept).hasSizeLessThan(Excerpt.LONGEST + 100).contains("more characters; tminus log shows all");
        assertThat(kept.codePoints()).allMatch(point -> point < 0xd800 || point > 0xdfff);
    }

    @Test
    void of_output_the_last_lines_are_kept_and_long_ones_cut() {
        assertThat(Excerpt.lastLines("1\n2\n3\n", 2)).isEqualTo("2\n3");
        assertThat(Excerpt.lastLines("x".repeat(100_000), 10)).hasSize(204);
    }

    @Test
    void a_line_of_another_format_is_refused() {
        assertThatThrownBy(() -> Notice.read("{\"format\":\"tminus.notice/9\"}"))
                .hasMessageContaining("tminus.notice/1, was tminus.notice/9");
    }
}
