package dev.tminus.app.guide;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.guide.DraftStep.Doing;
import dev.tminus.app.guide.DraftStep.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown of every kind drafts without losing an item. */
class AnyGuideTest {

    @Test
    void an_empty_guide_gives_one_phase_with_one_step() {
        assertThat(draft("").phases())
                .singleElement()
                .satisfies(phase -> assertThat(phase.steps()).hasSize(1));
    }

    @Test
    void headings_are_the_steps_of_a_guide_without_a_list() {
        Draft draft = draft("# Move\n\nWords.\n\n## Copy the data\n\n```sh\nrsync -a a b\n```\n\n## Tell everyone\n");

        assertThat(draft.phases())
                .singleElement()
                .satisfies(phase -> assertThat(phase.steps())
                        .extracting(DraftStep::name)
                        .containsExactly("Move", "Copy the data", "Copy the data", "Tell everyone"));
        assertThat(draft.steps()).extracting(DraftStep::doing).contains(new Doing.Run("rsync -a a b\n"));
    }

    @Test
    void nested_items_and_items_in_quotes_are_all_steps() {
        Draft draft = draft("# A\n- [ ] one\n  - [x] two\n    1. [ ] three\n\n> - [ ] four\n\n* [ ] five\n+ [X] six\n");

        assertThat(draft.steps())
                .extracting(DraftStep::name)
                .containsExactly("one", "two", "three", "four", "five", "six");
    }

    @Test
    void carriage_returns_and_a_byte_order_mark_change_nothing() {
        String guide = "\uFEFF# A\n\n**Before** (2 days before):\n- [ ] one\n\n```sh\nls\necho\n```\n";

        assertThat(yaml(guide.replace("\n", "\r\n"))).isEqualTo(yaml(guide));
    }

    @Test
    void a_table_and_html_are_read_as_words() {
        String yaml = yaml("# A\n\n| a | [ ] b |\n|---|---|\n\n<details>\n\n- [ ] one\n\n</details>\n");

        assertThat(yaml).contains("name: one").contains("line 3: a check box outside a list was not read");
    }

    @Test
    void text_that_looks_like_an_expression_is_broken_apart() {
        String yaml = yaml(
                "# A ${{ run.id }}\n- [ ] use ${{ secrets.database_url }}: now # please\n\n```sh\necho ${{ x }}\n```\n");

        assertThat(yaml.replace("\"${{ secrets.database_url }}\"", "")).doesNotContain("${{ ");
        assertThat(yaml).contains("manual: \"use $ {{ secrets.database_url }}: now # please\"");
    }

    @Test
    void text_in_another_encoding_is_refused_with_its_line() {
        assertThatThrownBy(() -> DraftRunbook.of("# A\n\nbl\u00e5\n".getBytes(ISO_8859_1), "wiki.md"))
                .isInstanceOf(GuideException.class)
                .hasMessage("wiki.md is not UTF-8 text: byte 0xE5 in line 3. Save it as UTF-8 and try again.");
    }

    @Test
    void a_guide_over_the_limit_is_refused() {
        assertThatThrownBy(() -> DraftRunbook.of(new byte[GuideReader.MAX_BYTES + 1], "wiki.md"))
                .isInstanceOf(GuideException.class)
                .hasMessageContaining("at most 4194304");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> ",
                "- ",
                "1. ",
                "[",
                "*a **b ",
                "`",
                "- [ ] see \"x\" (1 day before)\n",
                "# see Step 5: a\n- [ ] see Step 5\n",
                "## Rollback\n",
                "```sql\n/*\n```\n",
                "```sh\ncurl tail -f \\\n",
                "**a** (1 hour after):\n- [ ] b\n",
                "<a\n",
                "\u0000\u2028\u0085 "
            })
    void a_megabyte_of_anything_is_drafted_or_refused_in_time(String piece) {
        String guide = piece.repeat((1 << 20) / piece.length());

        Assertions.assertTimeout(
                Duration.ofMinutes(5),
                () -> assertThat(draftedOrRefused(guide))
                        .containsAnyOf("\nphases:\n", "Split the guide and draft the parts."));
    }

    @Test
    void two_dates_on_one_side_are_put_in_the_order_of_time() {
        Draft draft = draft(
                "# A\n## T-1h\n- [ ] b\n## Two weeks before\n- [ ] a\n## 1 day after\n- [ ] d\n## During\n- [ ] c\n");

        assertThat(draft.phases())
                .extracting(phase -> phase.timing().at())
                .containsExactly("T-14d", "T-1h", "T", "T+1d");
    }

    @Test
    void undated_lists_stay_in_the_order_of_the_text() {
        Draft draft = draft("# A\n## After all\n- [ ] b\n## First of all\n- [ ] a\n");

        assertThat(draft.phases()).extracting(Phase::name).containsExactly("After all", "First of all");
        assertThat(yaml("# A\n## B\n- [ ] b\n")).doesNotContain("window");
    }

    @Test
    void a_chapter_that_an_item_links_to_is_taken_along() {
        Draft draft =
                draft("# A\n## Before\n- [ ] See [this](#save-it)\n## Save it\n```sh\nsave\n```\n## Other\nWords.\n");

        assertThat(draft.steps())
                .extracting(DraftStep::doing)
                .containsExactly(new Doing.Manual("See this"), new Doing.Run("save\n"));
        assertThat(draft.leftOut()).extracting(Guide.Section::title).containsExactly("Other");
    }

    @Test
    void a_rollback_section_of_its_own_is_one_scenario() {
        Draft draft = draft("# A\n- [ ] a\n## Rolling back\n### Symptoms\nIt hangs.\n### Steps\n1. Stop\n2. Restore\n");

        assertThat(draft.scenarios()).singleElement().satisfies(scenario -> {
            assertThat(scenario.symptoms()).contains("It hangs.");
            assertThat(scenario.steps()).extracting(DraftStep::name).containsExactly("Stop", "Restore");
        });
    }

    private static String draftedOrRefused(String guide) {
        try {
            return yaml(guide);
        } catch (GuideException refused) {
            return refused.getMessage();
        }
    }

    static Draft draft(String guide) {
        return Draft.of(GuideReader.read(guide.getBytes(UTF_8), "wiki.md"));
    }

    static String yaml(String guide) {
        return DraftRunbook.of(guide.getBytes(UTF_8), "wiki.md");
    }
}
