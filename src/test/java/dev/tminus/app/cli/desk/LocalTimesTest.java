package dev.tminus.app.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalTimesTest {

    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void berlin() {
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of("Europe/Berlin")));
    }

    @AfterEach
    void back() {
        TimeZone.setDefault(before);
    }

    @Test
    void times_are_told_to_the_second_and_in_the_zone_of_this_machine() {
        assertThat(LocalTimes.within("it lapses at 2026-11-22T21:35:45.428376323Z; then"))
                .isEqualTo("it lapses at 2026-11-22 22:35:45 CET; then");
    }

    @Test
    void what_only_looks_like_a_time_and_windows_stay_as_they_are() {
        String sentence = "2026-99-99T21:35:45Z, --window 2026-12-01T01:00:00Z/PT3H";

        assertThat(LocalTimes.within(sentence)).isEqualTo(sentence);
    }
}
