package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Group;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes steps on, one after the other or several at a time. */
final class Walk {

    private Walk() {}

    /** What the first open step of a phase or scenario needs; empty where all are settled. */
    static Optional<List<Command>> sequence(Moment moment, List<Step> own, Place.Home home) {
        return moment.run().firstOpen(own).map(step -> advance(moment, Places.root(step, home)));
    }

    /** What the first open step needs; empty where all are settled. */
    static Optional<List<Command>> sequence(Moment moment, List<Place> places) {
        for (Place place : places) {
            if (!moment.state(place).isSettled()) {
                return Optional.of(advance(moment, place));
            }
        }
        return Optional.empty();
    }

    /** What the open steps need, so many at a time. While one has failed no other begins. */
    private static Optional<List<Command>> parallel(Moment moment, List<Place> places, int bound) {
        boolean troubled = places.stream()
                .map(moment::state)
                .anyMatch(state -> !state.isSettled() && (state.is(StepStatus.FAILED) || state.is(StepStatus.UNKNOWN)));
        List<Command> all = new ArrayList<>();
        int busy = 0;
        boolean open = false;
        for (Place place : places) {
            StepState state = moment.state(place);
            if (state.isSettled()) {
                continue;
            }
            open = true;
            boolean begun = !state.is(StepStatus.PENDING);
            if (begun || (busy < bound && !troubled)) {
                busy++;
                all.addAll(advance(moment, place));
            }
        }
        return open ? Optional.of(oneRollback(moment, all)) : Optional.empty();
    }

    /** Of several steps that lead to a rollback at once the first does; the others are noted. */
    private static List<Command> oneRollback(Moment moment, List<Command> commands) {
        List<Command> all = new ArrayList<>();
        boolean asked = false;
        for (Command command : commands) {
            if (command instanceof Command.Append append && append.event() instanceof RunEvent.RollbackAsked again) {
                all.add(
                        asked
                                ? new Command.Append(new RunEvent.RollbackNoted(
                                        moment.now(),
                                        again.scenario(),
                                        again.trigger().orElse("")))
                                : command);
                asked = true;
            } else {
                all.add(command);
            }
        }
        return all;
    }

    static List<Command> advance(Moment moment, Place place) {
        try {
            return next(moment, place);
        } catch (ExpressionException unclear) {
            return stuck(moment, place, unclear.getMessage());
        }
    }

    /** Something that was to be worked out could not be: a person says how to go on. */
    private static List<Command> stuck(Moment moment, Place place, String why) {
        StepState state = moment.state(place);
        if (state.is(StepStatus.UNKNOWN)) {
            return appends(List.of(Recovery.askWhatHappened(moment, place, why)));
        }
        return state.is(StepStatus.FAILED)
                ? Recovery.ask(moment, place, "%s; %s".formatted(state.reason(), why))
                : appends(List.of(failed(moment, place, why)));
    }

    private static List<Command> next(Moment moment, Place place) {
        return switch (moment.state(place).status()) {
            case PENDING -> Begin.begin(moment, place);
            case WAITING -> Waiting.next(moment, place);
            case RUNNING -> place.holdsSteps() ? inside(moment, place) : Running.watch(moment, place);
            case FAILED -> Recovery.failed(moment, place);
            case UNKNOWN -> Recovery.unknown(moment, place);
            case DONE, SKIPPED, UNDONE, CLOSED ->
                throw new IllegalStateException("step '%s' is settled".formatted(place.key()));
        };
    }

    private static List<Command> inside(Moment moment, Place place) {
        List<Place> inner = Places.inside(moment.plan(), moment.run(), place);
        int bound = bound(place);
        Optional<List<Command>> busy = bound > 1 ? parallel(moment, inner, bound) : sequence(moment, inner);
        return busy.orElseGet(() -> ended(moment, place));
    }

    private static int bound(Place place) {
        if (place.isLoop()) {
            return place.step().loop().orElseThrow().parallel();
        }
        return place.step().action() instanceof Action.Steps steps ? steps.parallel() : 1;
    }

    private static List<Command> ended(Moment moment, Place place) {
        try {
            return appends(Success.of(moment, place, outputs(moment, place), Optional.empty()));
        } catch (ExpressionException unclear) {
            return appends(List.of(failed(moment, place, unclear.getMessage())));
        }
    }

    /** The outputs of a group call. */
    private static Values outputs(Moment moment, Place place) {
        if (place.isLoop() || !(place.step().action() instanceof Action.Use use)) {
            return Values.NONE;
        }
        Group group = moment.plan().runbook().groups().get(use.group());
        Optional<Place> any =
                Places.inside(moment.plan(), moment.run(), place).stream().findFirst();
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, Template> output : group.outputs().entrySet()) {
            any.ifPresent(
                    inner -> outputs.put(output.getKey(), output.getValue().resolve(moment.scope(inner))));
        }
        return new Values(outputs);
    }

    static RunEvent failed(Moment moment, Place place, String reason) {
        return new RunEvent.StepFailed(
                moment.now(),
                place.key(),
                moment.state(place).attempt().number(),
                reason,
                Values.NONE,
                Optional.empty());
    }

    static List<Command> appends(List<RunEvent> events) {
        List<Command> all = new ArrayList<>();
        events.forEach(event -> all.add(new Command.Append(event)));
        return all;
    }

    static boolean isOutside(Step step) {
        return step.action() instanceof Action.Perform && step.loop().isEmpty();
    }
}
