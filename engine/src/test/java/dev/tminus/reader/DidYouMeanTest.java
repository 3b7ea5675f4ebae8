package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
    private static final List<String> WORDS = List.of("approve", "ask", "by", "timeout", "on_failure", "run");

    @ParameterizedTest
    @CsvSource({
        "aprove, approve",
        "apporve, approve",
        "time_out, timeout",
        "on-failure, on_failure",
        "rnu, run",
        "Run, run"
    })
    void a_near_word_is_proposed(String written, String meant) {
        assertThat(DidYouMean.nearest(written, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "wholly", "zz"})
    void a_far_word_is_not(String written) {
        assertThat(DidYouMean.nearest(written, WORDS)).isEmpty();
    }
}
