package dev.tminus.app.cli.look;

import dev.tminus.action.SafeText;
import dev.tminus.app.cli.desk.LocalTimes;
import dev.tminus.app.cli.desk.Waits;
import dev.tminus.book.Durations;
import dev.tminus.forecast.ForecastWords;
import dev.tminus.run.Checklist;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WayBack;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A run's status for people: the checklist with words before the steps, then who must act and what turning back means. */
final class StatusText {

    private final Checklist run;
    private final boolean wide;
    private final StringBuilder text = new StringBuilder();

    StatusText(Checklist run, boolean wide) {
        this.run = run;
        this.wide = wide;
    }

    @Override
    public String toString() {
        text.setLength(0);
        line("run %s  %s in %s%s  %s"
                .formatted(
                        run.run(),
                        run.runbook(),
                        run.environment(),
                        " (" + run.weight().toLowerCase(java.util.Locale.ROOT) + ")",
                        StatusJson.state(run)));
        run.parts().forEach(this::phase);
        waiting();
        effects();
        forecast();
        return text.toString();
    }

    private void phase(PhaseLine phase) {
        String at = phase.at().map(time -> "  " + time).orElse("");
        String when = phase.when().isEmpty() ? "" : "  " + phase.when();
        line("");
        line("%-8s %s%s%s".formatted(phase.status().word(), phase.name(), when, at));
        phase.steps().forEach(step -> step(step, 1));
    }

    private void step(StepLine step, int depth) {
        String length = step.duration(run.now())
                .map(Durations::text)
                .or(() -> step.expected().filter(d -> !d.isZero()).map(d -> "about " + Durations.text(d)))
                .map(words -> "  (" + words + ")")
                .orElse("");
        line("  ".repeat(depth)
                + "%-8s %-20s %s%s%s".formatted(step.status().word(), step.key(), step.name(), length, detail(step)));
        boolean quiet = !wide && (step.status() == StepStatus.DONE || step.status() == StepStatus.PENDING);
        if (!quiet) {
            Stream.concat(step.each().stream(), step.steps().stream()).forEach(inner -> step(inner, depth + 1));
        }
    }

    private String detail(StepLine step) {
        String reason = step.reason().isEmpty() ? "" : "  " + Waits.first(step.reason());
        String attempt = step.attempt() > 1 ? "  attempt " + step.attempt() : "";
        String by = wide && !step.by().isEmpty() ? "  by " + String.join(", ", step.by()) : "";
        String began = wide ? step.startedAt().map(at -> "  " + at).orElse("") : "";
        String pace = step.between()
                .map(between -> ForecastWords.pace(step.pace(), between))
                .filter(words -> !words.isEmpty())
                .map(words -> "  " + words)
                .orElse("");
        return attempt + by + began + pace + reason;
    }

    private void waiting() {
        if (!run.waiting().isEmpty()) {
            line("");
            line("waits for:");
            Waits.message(run.waiting()).lines().forEach(this::line);
        }
    }

    private void effects() {
        if (!run.openEffects().isEmpty()) {
            line("");
            line("effects open, newest first: " + String.join(", ", run.openEffects()));
        }
    }

    private void forecast() {
        if (!run.proof().isEmpty()) {
            line("");
            line(run.proof().summary());
        }
        if (run.status().isEnd()) {
            return;
        }
        line("");
        line("if nobody acts: " + run.ifNobodyActs());
        List<WayBack> ways = run.waysBack();
        for (WayBack way : ways) {
            String takes = way.estimate().equals(Duration.ZERO)
                    ? ""
                    : " takes about %s (%s)"
                            .formatted(Durations.text(way.estimate()), ForecastWords.between(way.time()));
            line("turning back now with \"%s\"%s; loses: %s".formatted(way.name(), takes, way.loses()));
            line("    " + way.command());
        }
        run.endsAt()
                .ifPresent(end -> line("should end at " + end
                        + run.endsBy()
                                .filter(by -> by.isAfter(end))
                                .map(by -> ", by " + by + " at the latest")
                                .orElse("")));
        run.latestRollbackAt().ifPresent(at -> line("latest safe moment to start the rollback: " + at));
    }

    private void line(String line) {
        text.append(SafeText.line(LocalTimes.within(line))).append('\n');
    }
}
