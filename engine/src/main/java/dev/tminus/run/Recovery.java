package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.ActionType;
import dev.tminus.book.Choice;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Scenario;
import dev.tminus.book.Step;
import dev.tminus.book.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows a failure, and how an unknown end is settled. */
final class Recovery {

    private Recovery() {}

    static List<Command> failed(Moment moment, Place place) {
        StepState state = moment.state(place);
        if (state.waitsFor(WaitKind.FAILURE)) {
            return Reminders.of(moment, place, state.waiting().orElseThrow());
        }
        if (state.attempt().number() == 0) {
            return ask(moment, place, state.reason());
        }
        Optional<List<Command>> again = retry(moment, place);
        if (again.isPresent()) {
            return again.get();
        }
        String warned = place.step()
                .conditions()
                .warnIn()
                .get(moment.plan().environment().name());
        if (warned != null) {
            return Walk.appends(List.of(new RunEvent.StepTolerated(moment.now(), place.key(), warned)));
        }
        return lead(moment, place, place.onFailure());
    }

    private static Optional<List<Command>> retry(Moment moment, Place place) {
        Attempt attempt = moment.state(place).attempt();
        Optional<Step.Retry> retry = place.step().failure().retry();
        if (retry.isEmpty()
                || attempt.used() < 1
                || attempt.used() > retry.get().times()) {
            return Optional.empty();
        }
        if (attempt.retryDue().isEmpty()) {
            double factor = Math.pow(retry.get().backoff(), attempt.used() - 1.0);
            Duration delay = Begin.duration(retry.get().delay(), moment, place);
            Instant due = moment.now().plusMillis((long) Math.min(delay.toMillis() * factor, 86_400_000.0));
            return Optional.of(
                    Walk.appends(List.of(new RunEvent.RetryPlanned(moment.now(), place.key(), attempt.number(), due))));
        }
        return Optional.of(
                moment.now().isBefore(attempt.retryDue().get())
                        ? List.of(new Command.WakeAt(attempt.retryDue().get()))
                        : Begin.begin(moment, place));
    }

    private static List<Command> lead(Moment moment, Place place, Choice choice) {
        String reason = moment.state(place).reason();
        if (choice instanceof Choice.Continue || choice instanceof Choice.Jump || choice instanceof Choice.End) {
            List<RunEvent> events = new ArrayList<>();
            events.add(new RunEvent.StepTolerated(moment.now(), place.key(), reason));
            events.addAll(Jumps.follow(moment, place, choice));
            return Walk.appends(events);
        }
        if (choice instanceof Choice.RollBack back) {
            Optional<String> hindrance = hindrance(moment, back.scenario());
            if (hindrance.isEmpty()) {
                return Walk.appends(List.of(Jumps.trigger(moment, place, back.scenario(), reason)));
            }
            return ask(moment, place, reason + "; " + hindrance.get());
        }
        return ask(moment, place, reason);
    }

    /** Why a rollback does not start by itself. */
    private static Optional<String> hindrance(Moment moment, String scenarioId) {
        if (moment.run().abort().isPresent()) {
            return Optional.of("scenario %s is not started while the run is aborted".formatted(scenarioId));
        }
        if (moment.run().rollback().isPresent()) {
            return Optional.of("scenario %s is not started inside another one".formatted(scenarioId));
        }
        Optional<Place> passed = PointOfNoReturn.passed(moment);
        if (passed.isPresent()) {
            return Optional.of("the point of no return at %s is passed, so a person decides on %s"
                    .formatted(passed.get().key(), scenarioId));
        }
        Scenario scenario = moment.plan().runbook().rollbacks().get(scenarioId);
        try {
            return scenario == null ? Optional.empty() : ScenarioGate.unfit(moment, scenario);
        } catch (ExpressionException unclear) {
            return Optional.of(unclear.getMessage());
        }
    }

    static List<Command> ask(Moment moment, Place place, String detail) {
        return Walk.appends(List.of(askWhatNow(moment, place, detail)));
    }

    static RunEvent askWhatNow(Moment moment, Place place, String detail) {
        return new RunEvent.StepWaits(
                moment.now(),
                place.key(),
                WaitKind.FAILURE,
                place.by(),
                detail,
                Values.NONE,
                "",
                Optional.empty(),
                Optional.empty());
    }

    /** Proof moves an unknown attempt on; where there is none, a person does. */
    static List<Command> unknown(Moment moment, Place place) {
        StepState state = moment.state(place);
        if (state.waitsFor(WaitKind.UNKNOWN)) {
            return Reminders.of(moment, place, state.waiting().orElseThrow());
        }
        Optional<Place> probe = place.probe(state.attempt().number() + 1);
        if (probe.isPresent()) {
            return probed(moment, place, probe.get());
        }
        if (repeats(place)) {
            return Walk.appends(List.of(new RunEvent.StepCleared(
                    moment.now(), place.key(), state.attempt().number(), "it may simply run again")));
        }
        boolean canLook = place.step().action() instanceof Action.Perform perform
                && perform.type().repeat() == ActionType.Repeat.CHECK_FIRST;
        Optional<Instant> next = state.attempt().look().map(Attempt.Look::next);
        if (canLook && next.isPresent() && moment.now().isBefore(next.get())) {
            return List.of(new Command.WakeAt(next.get()));
        }
        return canLook
                ? List.of(new Command.LookAfter(place.key(), state.attempt().number()))
                : Walk.appends(List.of(askWhatHappened(moment, place, state.reason())));
    }

    private static List<Command> probed(Moment moment, Place place, Place probe) {
        return switch (moment.state(probe).status()) {
            case DONE, CLOSED, UNDONE ->
                Walk.appends(Success.of(moment, place, Values.of("already_done", true), Optional.empty()));
            case FAILED, SKIPPED ->
                Walk.appends(List.of(
                        saidNo(moment, probe)
                                ? new RunEvent.StepCleared(
                                        moment.now(),
                                        place.key(),
                                        moment.state(place).attempt().number(),
                                        "its probe says that the effect is not there")
                                : askWhatHappened(
                                        moment,
                                        place,
                                        "its probe could not look: "
                                                + moment.state(probe).reason())));
            case PENDING, WAITING, RUNNING, UNKNOWN -> Walk.advance(moment, probe);
        };
    }

    /** A probe that looked and found nothing, rather than one that could not look. */
    private static boolean saidNo(Moment moment, Place probe) {
        StepState state = moment.state(probe);
        return state.is(StepStatus.FAILED)
                && (state.reason().startsWith(Inside.NOT_TRUE)
                        || !state.product().result().isEmpty());
    }

    static boolean repeats(Place place) {
        if (place.home() instanceof Place.Home.ProbeOf
                || place.step().timing().poll().isPresent()) {
            return true;
        }
        return !(place.step().action() instanceof Action.Perform perform)
                || perform.type().repeat() == ActionType.Repeat.SAFE;
    }

    static RunEvent askWhatHappened(Moment moment, Place place, String why) {
        return new RunEvent.StepWaits(
                moment.now(),
                place.key(),
                WaitKind.UNKNOWN,
                place.by(),
                why,
                Values.NONE,
                "",
                Optional.empty(),
                Optional.empty());
    }
}
