package dev.tminus.notice;

import dev.tminus.forecast.Pace;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunState;
import dev.tminus.run.StepLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What only the time tells: steps that take far longer than forecast, and an end beyond the window. Pure. */
public final class Lateness {

    private Lateness() {}

    /** Each with a key that is the same however often it is found. */
    public static Map<String, Notice> of(Checklist run, RunState state, Instant now) {
        Map<String, Notice> late = new LinkedHashMap<>();
        for (StepLine step : run.running()) {
            if (step.pace() == Pace.SLOWER) {
                late.put(
                        "slow/%s/%d".formatted(step.key(), step.attempt()),
                        alarm(run, now, step.key(), "slower than forecast", Standing.slow(step, now)));
            }
        }
        state.window().ifPresent(window -> {
            boolean red = run.endsAt().filter(end -> end.isAfter(window.ends())).isPresent();
            if (red && !now.isBefore(window.begins())) {
                late.put("red/" + window, alarm(run, now, "", "forecast beyond the window", red(run, window.ends())));
            }
        });
        return late;
    }

    private static String red(Checklist run, Instant windowEnds) {
        return "should end at %s, the window ends at %s%s"
                .formatted(
                        Standing.time(run.endsAt().orElseThrow()),
                        Standing.time(windowEnds),
                        run.latestRollbackAt()
                                .map(at -> "; latest safe moment to start the rollback: " + Standing.time(at))
                                .orElse(""));
    }

    private static Notice alarm(Checklist run, Instant now, String step, String title, String text) {
        return Notice.of(
                run.run(),
                Notice.Kind.ALARM,
                now,
                step,
                "%s [%s, %s]".formatted(title, run.environment(), run.weight()),
                text);
    }
}
