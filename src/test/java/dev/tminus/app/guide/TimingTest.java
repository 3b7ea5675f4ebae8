package dev.tminus.app.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates in the titles of checklists. */
class TimingTest {

    @ParameterizedTest
    @CsvSource({
        "Pre-Migration (1 week before), T-7d",
        "24h before go-live, T-1d",
        "Two hours prior to cutover, T-2h",
        "One month ahead, T-30d",
        "T-7, T-7d",
        "T - 90 min, T-90m",
        "D+1, T+1d",
        "T minus 3 days, T-3d",
        "The day before, T-1d",
        "Post-Migration (1 hour after), T+1h",
        "A week later, T+7d",
        "During Migration, T",
        "Go-live, T",
        "T, T",
        "T: The migration, T",
    })
    void a_title_says_when(String title, String at) {
        assertThat(Timing.dated(title)).map(Timing::at).contains(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Overview", "Error during migration", "Keep backups 30 days", "Step 5: Smoke Tests", "API v1", ""
            })
    void other_titles_say_no_date(String title) {
        assertThat(Timing.dated(title)).isEmpty();
    }

    @Test
    void words_tell_the_side_of_an_undated_list() {
        assertThat(Timing.side("Post-migration checks")).isEqualTo(Timing.AFTER);
        assertThat(Timing.side("Step 1: Pre-Migration Checklist")).isEqualTo(Timing.BEFORE);
    }
}
