package dev.tminus.app.report;

import dev.tminus.run.OutputRef;
import dev.tminus.run.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An attempt that went wrong, with the end of what it printed. */
record Trouble(Instant at, String step, int attempt, String what, String reason, Optional<OutputRef> output) {

    static List<Trouble> of(List<RunEvent> events) {
        return events.stream().flatMap(Trouble::of).toList();
    }

    private static Stream<Trouble> of(RunEvent event) {
        if (event instanceof RunEvent.StepFailed failed) {
            return Stream.of(new Trouble(
                    failed.at(), failed.step(), failed.attempt(), "failed", failed.reason(), failed.output()));
        }
        if (event instanceof RunEvent.StepUnknown lost) {
            return Stream.of(new Trouble(
                    lost.at(), lost.step(), lost.attempt(), "ended unknown", lost.reason(), Optional.empty()));
        }
        if (event instanceof RunEvent.UndoGivenUp left) {
            return Stream.of(new Trouble(left.at(), left.step(), 0, "undo given up", left.reason(), Optional.empty()));
        }
        return Stream.empty();
    }
}
