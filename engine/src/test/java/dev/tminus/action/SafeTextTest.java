package dev.tminus.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void ordinary_text_stays_as_it_is() {
        assertThat(SafeText.lines("caf\u00e9 \u6f22\u5b57 \ud83d\udc4d\u200d\n\tnext"))
                .isEqualTo("caf\u00e9 \u6f22\u5b57 \ud83d\udc4d\u200d\n\tnext");
    }

    @Test
    void colours_are_dropped() {
        assertThat(SafeText.lines("\u001b[1;31mred\u001b[0m")).isEqualTo("red");
    }

    @Test
    void other_terminal_commands_become_visible() {
        assertThat(SafeText.lines("\u001b]0;title\u0007\u001b[2J\u009b31m"))
                .isEqualTo("\\e]0;title\\x07\\e[2J\\x9b31m");
    }

    @Test
    void a_later_word_cannot_cover_an_earlier_one() {
        assertThat(SafeText.lines("DROP TABLE\rall good  \r\nend\b\b"))
                .isEqualTo("DROP TABLE\nall good  \nend\\x08\\x08");
    }

    @Test
    void text_cannot_be_reordered_or_hidden() {
        assertThat(SafeText.lines("a\u202eb\u2066c\u200bd\ufeff\u2028"))
                .isEqualTo("a\\u202eb\\u2066c\\u200bd\\ufeff\\u2028");
    }

    @Test
    void a_line_stays_one_line() {
        assertThat(SafeText.line("a\nb\tc\rd")).isEqualTo("a\\nb\\tc\\rd");
    }

    @Test
    void half_a_character_is_shown_as_such() {
        assertThat(SafeText.lines("a\ud83d")).isEqualTo("a\\ud83d");
    }
}
