package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Approval;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Scenario;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The approval before a scenario; it is asked under the scenario's id. */
final class ScenarioGate {

    private ScenarioGate() {}

    /** What the approval needs; empty where it is given or none is asked. */
    static Optional<List<Command>> open(Moment moment, Rollback rollback, Scenario scenario) {
        Optional<Approval> approval = scenario.approve();
        StepState state = moment.run().step(scenario.id());
        if (approval.isEmpty() || Approvals.satisfied(moment.plan(), approval.get(), state.said())) {
            return Optional.empty();
        }
        if (state.said().answer().map(answer -> !answer.good()).orElse(false)) {
            return Optional.of(Walk.appends(
                    cancelled(moment, rollback, state.said().answer().get())));
        }
        if (state.waitsFor(WaitKind.APPROVE)) {
            return Optional.of(Reminders.of(moment, scenario, state.waiting().orElseThrow()));
        }
        Values shown = Values.of("loses", loses(moment, scenario)).and("because", rollback.reason());
        return Optional.of(Walk.appends(List.of(new RunEvent.StepWaits(
                moment.now(),
                scenario.id(),
                WaitKind.APPROVE,
                approval.get().by(),
                "Roll back with \"%s\"?".formatted(scenario.name()),
                shown,
                Approvals.digest(moment.run().planDigest(), shown),
                Optional.empty(),
                Optional.empty()))));
    }

    /**
     * Why a scenario's precondition keeps it from starting; empty where it holds or there is none.
     *
     * @throws ExpressionException where it cannot be worked out
     */
    static Optional<String> unfit(Moment moment, Scenario scenario) {
        boolean fits = scenario.when()
                .map(condition -> Begin.isTrue(condition.evaluate(
                        Scopes.inScenario(moment.plan(), moment.run(), scenario.id(), moment.now()))))
                .orElse(true);
        return fits
                ? Optional.empty()
                : Optional.of("scenario %s does not fit: %s is false"
                        .formatted(scenario.id(), scenario.when().orElseThrow().source()));
    }

    /** Whether it may be offered: what cannot be worked out is left to the person who chooses. */
    static boolean mayFit(Moment moment, Scenario scenario) {
        try {
            return unfit(moment, scenario).isEmpty();
        } catch (ExpressionException unclear) {
            return true;
        }
    }

    /** What the scenario loses, as far as it can be worked out now. */
    static String loses(Moment moment, Scenario scenario) {
        try {
            return Values.text(scenario.loses()
                    .resolve(Scopes.inScenario(moment.plan(), moment.run(), scenario.id(), moment.now())));
        } catch (ExpressionException unclear) {
            return unclear.getMessage();
        }
    }

    private static List<RunEvent> cancelled(Moment moment, Rollback rollback, Said.Answer rejection) {
        List<RunEvent> events = new ArrayList<>();
        rollback.trigger()
                .flatMap(moment::find)
                .filter(place -> moment.state(place).is(StepStatus.FAILED))
                .ifPresent(place -> events.add(new RunEvent.StepWaits(
                        moment.now(),
                        place.key(),
                        WaitKind.FAILURE,
                        place.by(),
                        "%s; the rollback was rejected by %s: %s"
                                .formatted(
                                        moment.state(place).reason(),
                                        rejection.by().person(),
                                        rejection.reason()),
                        Values.NONE,
                        "",
                        Optional.empty(),
                        Optional.empty())));
        rollback.trigger()
                .flatMap(moment::find)
                .filter(place -> place.step().action() instanceof Action.Decide
                        && moment.state(place).is(StepStatus.DONE))
                .ifPresent(place -> events.add(new RunEvent.RetryAsked(
                        moment.now(),
                        place.key(),
                        rejection.by(),
                        "the rollback chosen here was rejected: " + rejection.reason())));
        events.add(new RunEvent.RollbackEnded(moment.now(), rollback.scenario(), "cancelled"));
        return events;
    }
}
