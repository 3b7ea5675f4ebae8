package dev.tminus.run;

import dev.tminus.book.Values;
import dev.tminus.book.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What each event does to the state: one rule an event. A test checks that none is missing. */
final class Fold {

    private static final Map<Class<?>, BiConsumer<RunState, RunEvent>> RULES = new HashMap<>();

    static {
        runRules();
        phaseRules();
        stepRules();
        peopleRules();
        effectRules();
    }

    private Fold() {}

    static void apply(RunState run, RunEvent event) {
        BiConsumer<RunState, RunEvent> rule = RULES.get(event.getClass());
        if (rule == null) {
            throw new IllegalStateException("no rule folds " + event.getClass().getName());
        }
        rule.accept(run, event);
    }

    static Set<Class<?>> events() {
        return Set.copyOf(RULES.keySet());
    }

    private static <E extends RunEvent> void on(Class<E> type, BiConsumer<RunState, E> rule) {
        RULES.put(type, (run, event) -> rule.accept(run, type.cast(event)));
    }

    private static void runRules() {
        on(RunEvent.RunStarted.class, (run, event) -> {
            run.start = Optional.of(event);
            run.plan = event.plan();
            run.planDigest = event.planDigest();
            run.runbookDigest = event.runbookDigest();
            run.window = event.window().flatMap(Window::parse);
            run.vars = event.vars();
            run.people(event.people());
        });
        on(RunEvent.EngineActivated.class, (run, event) -> run.epoch = event.epoch());
        on(RunEvent.VarsFixed.class, (run, event) -> run.vars = run.vars.and(event.vars()));
        on(RunEvent.WindowChanged.class, (run, event) -> run.window = Window.parse(event.window()));
        on(RunEvent.RolesChanged.class, (run, event) -> run.people(event.people()));
        on(RunEvent.PlanAmended.class, (run, event) -> {
            run.plan = event.plan();
            run.planDigest = event.planDigest();
            run.runbookDigest = event.runbookDigest();
            run.amendments++;
            run.gate = Optional.empty();
            run.deviated("plan amended by %s: %s".formatted(event.by().person(), event.reason()));
        });
        on(RunEvent.RuleWaived.class, (run, event) -> {
            Set<String> all = new HashSet<>(run.waived);
            all.add(event.rule());
            run.waived = Set.copyOf(all);
            run.deviated("rule %s set aside by %s: %s"
                    .formatted(event.rule(), event.by().person(), event.reason()));
        });
        on(RunEvent.GateChecked.class, (run, event) -> {
            run.gate = Optional.of(event);
            run.gateEpoch = run.epoch;
        });
        on(RunEvent.LockTaken.class, (run, event) -> {
            Set<String> all = new HashSet<>(run.locks);
            all.add(event.name());
            run.locks = Set.copyOf(all);
            run.lockAwaited = Optional.empty();
        });
        on(RunEvent.LockAwaited.class, (run, event) -> run.lockAwaited = Optional.of(event));
        on(RunEvent.LockReleased.class, (run, event) -> {
            Set<String> all = new HashSet<>(run.locks);
            all.remove(event.name());
            run.locks = Set.copyOf(all);
        });
        on(RunEvent.RunPaused.class, (run, event) -> run.paused = Optional.of(event));
        on(RunEvent.RunResumed.class, (run, event) -> run.paused = Optional.empty());
        on(RunEvent.AbortAsked.class, (run, event) -> {
            run.abort = Optional.of(event);
            run.paused = Optional.empty();
        });
        on(RunEvent.RequestRefused.class, (run, event) -> {});
        on(RunEvent.RollbackTried.class, (run, event) -> run.tried(event.point()));
        on(RunEvent.NoticeQueued.class, (run, event) -> {});
        on(RunEvent.RunEnded.class, (run, event) -> {
            run.status = event.outcome();
            run.end = Optional.of(event);
            run.locks = Set.of();
        });
    }

    private static void phaseRules() {
        on(RunEvent.PhaseStarted.class, (run, event) -> {
            run.phase(event.phase(), new PhaseState(StepStatus.RUNNING, Optional.of(event.at()), Optional.empty()));
            run.afresh(event.phase());
        });
        on(
                RunEvent.PhaseEnded.class,
                (run, event) -> run.phase(
                        event.phase(),
                        new PhaseState(
                                StepStatus.DONE, run.phase(event.phase()).startedAt(), Optional.of(event.at()))));
        on(
                RunEvent.PhaseSkipped.class,
                (run, event) -> run.phase(
                        event.phase(), new PhaseState(StepStatus.SKIPPED, Optional.empty(), Optional.of(event.at()))));
        on(RunEvent.PhaseReopened.class, (run, event) -> {
            run.phase(event.phase(), PhaseState.PENDING);
            event.steps().forEach(run::afresh);
            run.deviated("phase %s again, by %s: %s"
                    .formatted(event.phase(), event.by().person(), event.reason()));
        });
    }

    private static void stepRules() {
        on(
                RunEvent.StepStarted.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.RUNNING)
                                .with(step.attempt().begun(event, run.epoch))
                                .over(event.items())
                                .tolerated(false)
                                .because("")));
        on(
                RunEvent.StepLooked.class,
                (run, event) -> run.change(
                        event.step(), step -> step.with(step.attempt().looked(event))));
        on(RunEvent.StepPerformed.class, (run, event) -> {
            run.change(
                    event.step(),
                    step -> step.with(step.attempt().ended(event.at()))
                            .with(new Product(event.result(), event.captures(), Values.NONE, event.output()))
                            .performed(true));
            run.created(event.created());
        });
        on(RunEvent.StepSucceeded.class, (run, event) -> {
            run.change(
                    event.step(),
                    step -> succeeded(run, step, event.undo(), event.at())
                            .with(new Product(event.result(), event.captures(), event.undo(), event.output())));
            run.created(event.created());
        });
        on(
                RunEvent.StepFailed.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.FAILED)
                                .with(step.attempt().ended(event.at()))
                                .with(new Product(event.result(), Values.NONE, Values.NONE, event.output()))
                                .with(step.said().withoutAnswer())
                                .performed(false)
                                .because(event.reason())));
        on(
                RunEvent.StepUnknown.class,
                (run, event) -> run.change(
                        event.step(), step -> step.to(StepStatus.UNKNOWN).because(event.reason())));
        on(
                RunEvent.StepCleared.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.PENDING)
                                .with(again(step.attempt()))
                                .because("")));
        on(RunEvent.StepSkipped.class, (run, event) -> {
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
        on(RunEvent.StepTolerated.class, (run, event) -> {
            run.change(event.step(), step -> step.waiting(Optional.empty()).tolerated(true));
            run.deviated("%s failed and the run went on: %s".formatted(event.step(), event.reason()));
        });
        on(RunEvent.StepFixed.class, (run, event) -> {
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
        on(
                RunEvent.RetryPlanned.class,
                (run, event) -> run.change(
                        event.step(), step -> step.with(step.attempt().retryDue(event.due()))));
        on(
                RunEvent.RetryAsked.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.PENDING)
                                .with(step.attempt().grantedAgain())
                                .with(step.said().withoutAnswer().withoutApprovals())
                                .tolerated(false)
                                .performed(false)));
        on(RunEvent.ResourceRemoved.class, (run, event) -> run.removed(event.kind(), event.name()));
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

    private static void peopleRules() {
        on(
                RunEvent.StepWaits.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> (step.is(StepStatus.PENDING)
                                                || step.is(StepStatus.WAITING)
                                                || step.is(StepStatus.RUNNING)
                                        ? step.to(StepStatus.WAITING)
                                        : step)
                                .waiting(Optional.of(Wait.of(event)))));
        on(
                RunEvent.StepApproved.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.with(step.said()
                                .approved(new Said.Approved(
                                        event.by(), event.roles(), event.shownDigest(), event.reason(), event.at())))));
        on(
                RunEvent.StepRejected.class,
                (run, event) ->
                        answered(run, event.step(), event.by(), false, Values.NONE, event.reason(), event.at()));
        on(
                RunEvent.ApprovalLapsed.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.with(step.said().withoutApprovals())
                                .waiting(Optional.empty())
                                .because(event.reason())));
        on(
                RunEvent.Decided.class,
                (run, event) -> answered(
                        run, event.step(), event.by(), true, Values.of("option", event.option()), "", event.at()));
        on(
                RunEvent.Answered.class,
                (run, event) -> answered(run, event.step(), event.by(), true, event.answers(), "", event.at()));
        on(
                RunEvent.Reported.class,
                (run, event) -> answered(
                        run, event.step(), event.by(), event.done(), event.evidence(), event.reason(), event.at()));
        on(
                RunEvent.Confirmed.class,
                (run, event) ->
                        answered(run, event.step(), event.by(), event.yes(), Values.NONE, event.reason(), event.at()));
        on(
                RunEvent.Reminded.class,
                (run, event) -> run.change(
                        event.step(), step -> step.waiting(step.waiting().map(wait -> wait.reminded(event.roles())))));
        on(
                RunEvent.OverrunAllowed.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.PENDING).with(step.said().overrunAllowed())));
    }

    private static void answered(
            RunState run, String key, Actor by, boolean good, Values values, String reason, Instant at) {
        run.change(key, step -> step.with(step.said().answered(new Said.Answer(by, good, values, reason, at))));
    }

    private static void effectRules() {
        on(RunEvent.UndoStarted.class, (run, event) -> {
            effect(run, event.step(), EffectState.Status.UNDOING, event.at());
            // The step may have been undone before and done again since: its undo then runs again, too.
            List.copyOf(run.steps.keySet()).stream()
                    .filter(key -> key.startsWith(event.step() + "~undo["))
                    .forEach(run::afresh);
        });
        on(RunEvent.StepUndone.class, (run, event) -> {
            effect(run, event.step(), EffectState.Status.UNDONE, event.at());
            run.change(event.step(), step -> step.to(StepStatus.UNDONE));
        });
        on(RunEvent.StepClosed.class, (run, event) -> {
            effect(run, event.step(), EffectState.Status.CLOSED, event.at());
            run.change(event.step(), step -> step.to(StepStatus.CLOSED));
        });
        on(
                RunEvent.StepSettled.class,
                (run, event) -> effect(run, event.step(), EffectState.Status.SETTLED, event.at()));
        on(RunEvent.UndoGivenUp.class, (run, event) -> {
            effect(run, event.step(), EffectState.Status.GIVEN_UP, event.at());
            run.deviated("undo of %s given up: %s".formatted(event.step(), event.reason()));
        });
        on(RunEvent.RollbackAsked.class, (run, event) -> {
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
        on(RunEvent.RollbackNoted.class, (run, event) -> {});
        on(RunEvent.RollbackStarted.class, (run, event) -> {
            run.status = RunStatus.ROLLING_BACK;
            event.again().forEach(run::afresh);
            if (run.steps.containsKey(event.scenario())) {
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
        on(RunEvent.RollbackEnded.class, (run, event) -> {
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
