package dev.tminus.app.cli.drive;

import dev.tminus.run.PhaseLine;
import dev.tminus.run.StepLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a step came to stand as it does, and when. A checklist is in the order of its text; told as news, what came first
 * comes first, and what is inside a step ends before the step.
 */
record Happened(Instant at, StepLine step) {

    static List<Happened> in(PhaseLine phase, Instant now) {
        List<Happened> all = new ArrayList<>();
        phase.steps().forEach(step -> add(all, step, now));
        all.sort(Comparator.comparing(Happened::at));
        return all;
    }

    private static void add(List<Happened> all, StepLine step, Instant now) {
        boolean over = step.endedAt().isPresent() || step.isSettled();
        Happened itself = new Happened(time(step).orElse(now), step);
        if (!over) {
            all.add(itself);
        }
        Stream.concat(step.each().stream(), step.steps().stream()).forEach(inner -> add(all, inner, now));
        if (over) {
            all.add(itself);
        }
    }

    /** Of a step taken back or closed the time of its own end says nothing. */
    private static Optional<Instant> time(StepLine step) {
        return switch (step.status()) {
            case RUNNING -> step.startedAt();
            case DONE, FAILED -> step.endedAt();
            case PENDING, WAITING, SKIPPED, UNDONE, CLOSED, UNKNOWN -> Optional.empty();
        };
    }
}
