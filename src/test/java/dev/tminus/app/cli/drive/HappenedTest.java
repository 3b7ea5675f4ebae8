package dev.tminus.app.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.forecast.Pace;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HappenedTest {

    private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");

    @Test
    void what_is_inside_a_step_begins_after_it_and_ends_before_it() {
        assertThat(told(step("drill", StepStatus.DONE, 0, 9, step("drill/drop", StepStatus.DONE, 5, 9))))
                .containsExactly("drill/drop", "drill");
        assertThat(told(step("drill", StepStatus.RUNNING, 0, 0, step("drill/drop", StepStatus.RUNNING, 0, 0))))
                .containsExactly("drill", "drill/drop");
    }

    @Test
    void what_came_first_is_told_first_whatever_the_order_of_the_text() {
        assertThat(told(step("stop", StepStatus.CLOSED, 1, 2), step("open", StepStatus.DONE, 3, 4)))
                .containsExactly("open", "stop");
        assertThat(told(step("long", StepStatus.DONE, 1, 8), step("short", StepStatus.DONE, 1, 3)))
                .containsExactly("short", "long");
    }

    private static List<String> told(StepLine... steps) {
        PhaseLine phase = new PhaseLine(
                "only",
                "Only",
                StepStatus.RUNNING,
                "",
                Optional.empty(),
                Optional.of(START),
                Optional.empty(),
                Duration.ZERO,
                List.of(steps));
        return Happened.in(phase, START.plusSeconds(9)).stream()
                .map(news -> news.step().key())
                .toList();
    }

    private static StepLine step(String key, StepStatus status, int from, int to, StepLine... inside) {
        return new StepLine(
                key,
                key,
                key,
                "run",
                List.of(),
                status,
                false,
                1,
                Optional.of(START.plusSeconds(from)),
                status == StepStatus.RUNNING ? Optional.empty() : Optional.of(START.plusSeconds(to)),
                Optional.empty(),
                Optional.empty(),
                Pace.AS_EXPECTED,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(inside));
    }
}
