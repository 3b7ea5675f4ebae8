package dev.tminus.run;

import dev.tminus.book.Values;
import java.util.Optional;

/** What people are asked, and what they say, does to the state. */
final class PeopleRules {

    private PeopleRules() {}

    static void add(Fold.Rules rules) {
        rules.on(
                RunEvent.StepWaits.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> (step.is(StepStatus.PENDING)
                                                || step.is(StepStatus.WAITING)
                                                || step.is(StepStatus.RUNNING)
                                        ? step.to(StepStatus.WAITING)
                                        : step)
                                .waiting(Optional.of(Wait.of(event)))));
        rules.on(
                RunEvent.StepApproved.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.with(step.said()
                                .approved(new Said.Approved(
                                        event.by(), event.roles(), event.shownDigest(), event.reason(), event.at())))));
        rules.on(
                RunEvent.StepRejected.class,
                (run, event) -> answered(
                        run,
                        event.step(),
                        new Said.Answer(event.by(), false, Values.NONE, event.reason(), event.at())));
        rules.on(
                RunEvent.ApprovalLapsed.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.with(step.said().withoutApprovals())
                                .waiting(Optional.empty())
                                .because(event.reason())));
        rules.on(
                RunEvent.Decided.class,
                (run, event) -> answered(
                        run,
                        event.step(),
                        new Said.Answer(event.by(), true, Values.of("option", event.option()), "", event.at())));
        rules.on(
                RunEvent.Answered.class,
                (run, event) -> answered(
                        run, event.step(), new Said.Answer(event.by(), true, event.answers(), "", event.at())));
        rules.on(
                RunEvent.Reported.class,
                (run, event) -> answered(
                        run,
                        event.step(),
                        new Said.Answer(event.by(), event.done(), event.evidence(), event.reason(), event.at())));
        rules.on(
                RunEvent.Confirmed.class,
                (run, event) -> answered(
                        run,
                        event.step(),
                        new Said.Answer(event.by(), event.yes(), Values.NONE, event.reason(), event.at())));
        rules.on(
                RunEvent.Reminded.class,
                (run, event) -> run.change(
                        event.step(), step -> step.waiting(step.waiting().map(wait -> wait.reminded(event)))));
        rules.on(
                RunEvent.OverrunAllowed.class,
                (run, event) -> run.change(
                        event.step(),
                        step -> step.to(StepStatus.PENDING).with(step.said().overrunAllowed())));
    }

    private static void answered(RunState run, String key, Said.Answer answer) {
        run.change(key, step -> step.with(step.said().answered(answer)));
    }
}
