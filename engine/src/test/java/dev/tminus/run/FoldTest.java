package dev.tminus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FoldTest {

    private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

    @Test
    void every_event_has_a_rule() {
        assertThat(Fold.events()).containsExactlyInAnyOrder(RunEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @EnumSource(
            value = RunStatus.class,
            names = {"SUCCEEDED", "FAILED", "ABORTED", "ROLLED_BACK", "ROLLED_BACK_OPEN"})
    void an_end_takes_no_further_event(RunStatus end) {
        RunState ended = RunState.of(List.of(new RunEvent.RunEnded(NOW, end, List.of())));

        assertThat(ended.status()).isEqualTo(end);
        assertThatThrownBy(() -> ended.after(new RunEvent.PhaseStarted(NOW, "again")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run is %s and takes no PhaseStarted", end);
    }
}
