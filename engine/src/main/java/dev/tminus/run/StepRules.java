package dev.tminus.run;

import dev.tminus.book.Values;
import java.time.Instant;
import java.util.Optional;

/** What the attempts at steps do to the state. */
final class StepRules {

    private StepRules() {}

    static void add(Fold.Rules rules) {
        rules.on(
                RunEvent.StepStarted.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.RUNNING)
                                .with(step.attempt().begun(event, run.epoch))
                                .over(event.items())
                                .tolerated(false)
                                .because("")));
        rules.on(RunEvent.StepLooked.class, (run, event) -> {
            run.change(event.step(), step -> step.with(step.attempt().looked(event)));
            run.resources = run.resources.with(event.created());
        });
        rules.on(RunEvent.StepPerformed.class, (run, event) -> {
            run.change(
                    event.step(),
                    step -> step.with(step.attempt().ended(event.at()))
                            .with(new Product(event.result(), event.captures(), Values.NONE, event.output()))
                            .performed(true));
            run.resources = run.resources.with(event.created());
        });
        rules.on(RunEvent.StepSucceeded.class, (run, event) -> {
            run.change(
                    event.step(),
                    step -> succeeded(run, step, event.undo(), event.at())
                            .with(new Product(event.result(), event.captures(), event.undo(), event.output())));
            run.resources = run.resources.with(event.created());
        });
        rules.on(
                RunEvent.StepFailed.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.FAILED)
                                .with(step.attempt().ended(event.at()))
                                .with(new Product(event.result(), Values.NONE, Values.NONE, event.output()))
                                .with(step.said().withoutAnswer())
                                .performed(false)
                                .because(event.reason())));
        rules.on(
                RunEvent.StepUnknown.class,
                (run, event) -> run.change(
                        event.step(), step -> step.to(StepStatus.UNKNOWN).because(event.reason())));
        rules.on(
                RunEvent.StepCleared.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.PENDING)
                                .with(again(step.attempt()))
                                .because("")));
        rules.on(RunEvent.StepSkipped.class, (run, event) -> {
            run.change(
                    event.step(),
                    step -> step.to(StepStatus.SKIPPED)
                            .with(new Product(
                                    Given.result(Values.NONE, event.captures()),
                                    Given.captures(event.captures()),
                                    Values.NONE,
                                    Optional.empty()))
                            .with(step.attempt().ended(event.at()))
                            .because(event.reason()));
            event.by()
                    .ifPresent(by ->
                            run.deviated("%s skipped by %s: %s".formatted(event.step(), by.person(), event.reason())));
        });
        rules.on(RunEvent.StepTolerated.class, (run, event) -> {
            run.change(event.step(), step -> step.waiting(Optional.empty()).tolerated(true));
            run.deviated("%s failed and the run went on: %s".formatted(event.step(), event.reason()));
        });
        rules.on(RunEvent.StepFixed.class, (run, event) -> {
            run.change(
                    event.step(),
                    step -> succeeded(run, step, event.undo(), event.at())
                            .with(new Product(
                                    Given.result(step.product().result(), event.captures()),
                                    Given.captures(event.captures()),
                                    event.undo(),
                                    step.product().output())));
            run.deviated(
                    "%s set right by %s: %s".formatted(event.step(), event.by().person(), event.reason()));
        });
        rules.on(
                RunEvent.RetryPlanned.class,
                (run, event) -> run.change(
                        event.step(), step -> step.with(step.attempt().retryDue(event.due()))));
        rules.on(
                RunEvent.RetryAsked.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.PENDING)
                                .with(step.attempt().grantedAgain())
                                .with(step.said().withoutAnswer().withoutApprovals())
                                .tolerated(false)
                                .performed(false)));
        rules.on(
                RunEvent.ResourceRemoved.class,
                (run, event) -> run.resources = run.resources.without(event.kind(), event.name()));
    }

    /** An attempt settled as without effect does not count against the step's retries. */
    private static Attempt again(Attempt attempt) {
        return new Attempt(
                attempt.number(),
                attempt.granted() + 1,
                attempt.epoch(),
                attempt.firstStartedAt(),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.inputs(),
                attempt.expected(),
                attempt.deadline(),
                Optional.empty(),
                Optional.empty());
    }

    private static StepState succeeded(RunState run, StepState step, Values undo, Instant at) {
        EffectState effect = undo.isEmpty()
                ? EffectState.NONE
                : new EffectState(EffectState.Status.OPEN, run.events, Optional.of(at), Optional.empty());
        return step.to(StepStatus.DONE)
                .with(step.attempt()
                        .ended(step.performed() ? step.attempt().endedAt().orElse(at) : at))
                .with(effect)
                .performed(false)
                .tolerated(false)
                .because("");
    }
}
