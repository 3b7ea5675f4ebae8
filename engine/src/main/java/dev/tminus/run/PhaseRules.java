package dev.tminus.run;

import java.util.Optional;

/** What the events of phases do to the state. */
final class PhaseRules {

    private PhaseRules() {}

    static void add(Fold.Rules rules) {
        rules.on(RunEvent.PhaseStarted.class, (run, event) -> {
            run.phase(event.phase(), new PhaseState(StepStatus.RUNNING, Optional.of(event.at()), Optional.empty()));
            run.afresh(event.phase());
        });
        rules.on(
                RunEvent.PhaseEnded.class,
                (run, event) -> run.phase(
                        event.phase(),
                        new PhaseState(
                                StepStatus.DONE, run.phase(event.phase()).startedAt(), Optional.of(event.at()))));
        rules.on(
                RunEvent.PhaseSkipped.class,
                (run, event) -> run.phase(
                        event.phase(), new PhaseState(StepStatus.SKIPPED, Optional.empty(), Optional.of(event.at()))));
        rules.on(RunEvent.PhaseReopened.class, (run, event) -> {
            run.phase(event.phase(), PhaseState.PENDING);
            event.steps().forEach(run::afresh);
            run.deviated("phase %s again, by %s: %s"
                    .formatted(event.phase(), event.by().person(), event.reason()));
        });
    }
}
