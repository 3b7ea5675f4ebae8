package dev.tminus.app.demo;

import dev.tminus.book.Durations;
import dev.tminus.run.Checklist;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Planned and actual times of a run's steps, one line each. */
final class Timeline {

    /** Of a step's name, so that a line fits a terminal of 80 columns. */
    private static final int WIDTH = 46;

    private Timeline() {}

    static List<String> of(Checklist run) {
        List<String> lines = new ArrayList<>();
        lines.add(line("", "", "planned", "actual"));
        run.parts().filter(phase -> phase.startedAt().isPresent()).forEach(phase -> phase(run, phase, lines));
        return lines;
    }

    private static void phase(Checklist run, PhaseLine phase, List<String> lines) {
        lines.add("  " + phase.name() + (phase.when().isEmpty() ? "" : " (" + phase.when() + ")"));
        phase.steps().forEach(step -> step(run, step, lines));
    }

    private static void step(Checklist run, StepLine step, List<String> lines) {
        boolean happened = step.status() != StepStatus.PENDING && step.status() != StepStatus.SKIPPED;
        if (happened) {
            String actual = step.duration(run.now()).map(Timeline::text).orElse("");
            String planned = step.expected().map(Timeline::text).orElse("");
            lines.add(line(step.status().word(), step.name(), planned, actual));
        }
    }

    private static String text(Duration length) {
        return Durations.text(Optional.of(length.toMillis())
                .map(Duration::ofMillis)
                .filter(whole -> !whole.isZero())
                .orElse(Duration.ofMillis(1)));
    }

    private static String line(String status, String name, String planned, String actual) {
        String shortened = name.length() > WIDTH ? name.substring(0, WIDTH - 1) + "…" : name;
        return String.format(Locale.ROOT, "    %-7s %-" + WIDTH + "s %9s %9s", status, shortened, planned, actual)
                .stripTrailing();
    }
}
