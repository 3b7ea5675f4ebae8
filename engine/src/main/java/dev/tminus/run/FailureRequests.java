package dev.tminus.run;

import dev.tminus.book.ExpressionException;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Requests that say how to go on after a failure or an unknown end: retry, skip, fixed. */
final class FailureRequests {

    private FailureRequests() {}

    static Ruling rule(Moment moment, Request request, Actor by) {
        if (request instanceof Request.Retry retry) {
            return at(
                    moment,
                    retry.step(),
                    by,
                    place -> retry(moment, place, retry, by),
                    () -> retryPhase(moment, retry, by));
        }
        if (request instanceof Request.Skip skip) {
            return at(
                    moment, skip.step(), by, place -> skip(moment, place, skip, by), () -> skipPhase(moment, skip, by));
        }
        if (request instanceof Request.Fixed fixed) {
            return at(
                    moment,
                    fixed.step(),
                    by,
                    place -> fixed(moment, place, fixed, by),
                    () -> stillBroken(fixed.step()));
        }
        return Requests.impossible("'%s' is not a request".formatted(request.word()));
    }

    private interface AtPlace {
        Ruling rule(Place place);
    }

    /** What is said about a phase that could not begin. */
    private interface AtPhase {
        Ruling rule();
    }

    private static Ruling at(Moment moment, String key, Actor by, AtPlace then, AtPhase phase) {
        Optional<Place> place = moment.find(key);
        if (place.isEmpty() && moment.plan().phase(key).isPresent()) {
            return People.mayNotSteer(moment, by).orElseGet(() -> phase.rule());
        }
        if (place.isEmpty()) {
            return Requests.impossible("run %s has no step '%s'; tminus status %s lists them"
                    .formatted(
                            moment.run().start().id(), key, moment.run().start().id()));
        }
        Optional<Ruling> denied = People.mayNotSteer(moment, by);
        return denied.orElseGet(() -> then.rule(place.get()));
    }

    /** Its condition is worked out anew: the window, the people or the plan may have changed since. */
    private static Ruling retryPhase(Moment moment, Request.Retry request, Actor by) {
        return moment.run().step(request.step()).waitsFor(WaitKind.FAILURE)
                ? Requests.granted(new RunEvent.RetryAsked(moment.now(), request.step(), by, request.reason()))
                : stillBroken(request.step());
    }

    private static Ruling skipPhase(Moment moment, Request.Skip request, Actor by) {
        if (!moment.run().step(request.step()).waitsFor(WaitKind.FAILURE)) {
            return stillBroken(request.step());
        }
        return Requests.granted(
                new RunEvent.StepSkipped(
                        moment.now(), request.step(), request.reason(), Optional.of(by), request.captures()),
                new RunEvent.PhaseSkipped(
                        moment.now(), request.step(), "skipped by %s: %s".formatted(by.person(), request.reason())));
    }

    private static Ruling stillBroken(String phase) {
        return Requests.impossible(
                "%s is a phase; only one whose condition cannot be worked out can be retried or skipped"
                        .formatted(phase));
    }

    private static Ruling retry(Moment moment, Place place, Request.Retry request, Actor by) {
        StepState state = moment.state(place);
        if (state.waitsFor(WaitKind.TIME)
                && state.waiting().orElseThrow().until().isEmpty()) {
            return Requests.granted(new RunEvent.OverrunAllowed(moment.now(), place.key(), by, request.reason()));
        }
        boolean stopped = state.waitsFor(WaitKind.FAILURE) || state.waitsFor(WaitKind.UNKNOWN);
        return stopped
                ? Requests.granted(new RunEvent.RetryAsked(moment.now(), place.key(), by, request.reason()))
                : Requests.impossible("step %s is %s; only a step that stopped at a person can be retried"
                        .formatted(place.key(), state.status().word()));
    }

    private static Ruling skip(Moment moment, Place place, Request.Skip request, Actor by) {
        StepState state = moment.state(place);
        if (state.isSettled()) {
            return Requests.impossible("step %s is %s already"
                    .formatted(place.key(), state.status().word()));
        }
        if (state.is(StepStatus.RUNNING) && !place.holdsSteps()) {
            return Requests.impossible("step %s is running; stop it first with: tminus abort %s --now, or wait"
                    .formatted(place.key(), moment.run().start().id()));
        }
        if (moment.plan()
                .environment()
                .policy()
                .required()
                .contains(place.step().id())) {
            return Requests.impossible("environment %s requires step %s; it cannot be skipped"
                    .formatted(moment.plan().environment().name(), place.step().id()));
        }
        return giving(
                place,
                request.captures(),
                given -> new Ruling.Granted(
                        List.of(new RunEvent.StepSkipped(
                                moment.now(), place.key(), request.reason(), Optional.of(by), given)),
                        LostValues.of(moment, place, given)));
    }

    private static Ruling fixed(Moment moment, Place place, Request.Fixed request, Actor by) {
        StepState state = moment.state(place);
        boolean stopped = state.waitsFor(WaitKind.FAILURE) || state.waitsFor(WaitKind.UNKNOWN);
        if (!stopped) {
            return Requests.impossible("step %s is %s; only a step that stopped at a person can be marked fixed"
                    .formatted(place.key(), state.status().word()));
        }
        return giving(place, request.captures(), given -> {
            RunEvent.StepFixed bare =
                    new RunEvent.StepFixed(moment.now(), place.key(), by, request.reason(), given, Values.NONE);
            List<RunEvent> events = new ArrayList<>();
            events.add(bare.with(undo(moment, place, bare)));
            Success.then(place).ifPresent(next -> events.addAll(Jumps.follow(moment, place, next)));
            return new Ruling.Granted(events, LostValues.of(moment, place, given));
        });
    }

    private static Ruling giving(Place place, Values said, Function<Values, Ruling> then) {
        try {
            return then.apply(Given.read(place.step(), said));
        } catch (IllegalArgumentException unfit) {
            return Requests.impossible("step %s: %s".formatted(place.key(), unfit.getMessage()));
        }
    }

    private static Values undo(Moment moment, Place place, RunEvent fixed) {
        try {
            return Success.undo(moment, place, fixed);
        } catch (ExpressionException needsMore) {
            throw new IllegalArgumentException(
                    "its undo needs more to be told, with --set CAPTURE=VALUE or --set result.NAME=VALUE: "
                            + needsMore.getMessage());
        }
    }
}
