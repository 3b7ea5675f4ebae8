package dev.tminus.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What undoing, closing and turning back do to the state. */
final class EffectRules {

    private EffectRules() {}

    static void add(Fold.Rules rules) {
        rules.on(RunEvent.UndoStarted.class, (run, event) -> {
            effect(run, event.step(), EffectState.Status.UNDOING, event.at());
            // The step may have been undone before and done again since: its undo then runs again, too.
            List.copyOf(run.steps().keySet()).stream()
                    .filter(key -> key.startsWith(event.step() + "~undo["))
                    .forEach(run::afresh);
        });
        rules.on(RunEvent.StepUndone.class, (run, event) -> {
            effect(run, event.step(), EffectState.Status.UNDONE, event.at());
            run.change(event.step(), step -> step.to(StepStatus.UNDONE));
        });
        rules.on(RunEvent.StepClosed.class, (run, event) -> {
            effect(run, event.step(), EffectState.Status.CLOSED, event.at());
            run.change(event.step(), step -> step.to(StepStatus.CLOSED));
        });
        rules.on(
                RunEvent.StepSettled.class,
                (run, event) -> effect(run, event.step(), EffectState.Status.SETTLED, event.at()));
        rules.on(RunEvent.UndoGivenUp.class, (run, event) -> {
            effect(run, event.step(), EffectState.Status.GIVEN_UP, event.at());
            run.deviated("undo of %s given up: %s".formatted(event.step(), event.reason()));
        });
        rules.on(RunEvent.RollbackAsked.class, (run, event) -> {
            run.rollback = Optional.of(new Rollback(
                    event.scenario(),
                    event.trigger(),
                    event.by(),
                    event.reason(),
                    event.now(),
                    event.at(),
                    Optional.empty()));
            run.afresh(event.scenario());
        });
        rules.on(RunEvent.RollbackNoted.class, (run, event) -> {});
        rules.on(RunEvent.RollbackStarted.class, (run, event) -> {
            run.status = RunStatus.ROLLING_BACK;
            event.again().forEach(run::afresh);
            if (run.knows(event.scenario())) {
                run.change(event.scenario(), step -> step.waiting(Optional.empty()));
            }
            run.rollback = run.rollback.map(asked -> new Rollback(
                    asked.scenario(),
                    asked.trigger(),
                    asked.by(),
                    asked.reason(),
                    asked.now(),
                    asked.askedAt(),
                    Optional.of(event.at())));
        });
        rules.on(RunEvent.RollbackEnded.class, (run, event) -> {
            if (event.then().equals("end")) {
                return;
            }
            run.status = RunStatus.RUNNING;
            run.rollback = Optional.empty();
            run.afresh(event.scenario());
            if (!event.then().equals("cancelled")) {
                run.deviated("remedied by scenario " + event.scenario());
            }
        });
    }

    private static void effect(RunState run, String key, EffectState.Status next, Instant at) {
        run.change(key, step -> step.with(step.effect().to(next, at)));
    }
}
