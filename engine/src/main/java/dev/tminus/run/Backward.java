package dev.tminus.run;

import dev.tminus.book.Phase;
import dev.tminus.book.Scenario;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The way back, and the way out: rollback and abort. */
final class Backward {

    private Backward() {}

    static List<Command> abort(Moment moment, RunEvent.AbortAsked asked) {
        return await(moment, asked.now()).or(() -> always(moment)).orElseGet(() -> end(moment, RunStatus.ABORTED));
    }

    static List<Command> rollBack(Moment moment, Rollback rollback) {
        Optional<Scenario> scenario = moment.plan().scenario(rollback.scenario());
        if (rollback.startedAt().isEmpty()) {
            return await(moment, rollback.now())
                    .or(() -> scenario.flatMap(found -> ScenarioGate.open(moment, rollback, found)))
                    .or(() -> moment.plan().runbook().lock().flatMap(lock -> Locks.take(moment, lock)))
                    .orElseGet(() -> start(moment, rollback, scenario));
        }
        return scenario.flatMap(found -> Walk.sequence(moment, found.before(), new Place.Home.InScenario(found, true)))
                .or(() -> always(moment))
                .or(() -> undo(moment, scenario))
                .or(() -> scenario.flatMap(
                        found -> Walk.sequence(moment, found.steps(), new Place.Home.InScenario(found, false))))
                .orElseGet(() -> finish(moment, rollback, scenario));
    }

    private static List<Command> start(Moment moment, Rollback rollback, Optional<Scenario> scenario) {
        List<String> again = scenario.stream()
                .flatMap(found -> Stream.concat(Places.before(found).stream(), Places.of(found).stream()))
                .flatMap(place -> Places.withInside(moment.plan(), moment.run(), place))
                .map(Place::key)
                .filter(key -> moment.run().steps().containsKey(key))
                .toList();
        return Walk.appends(List.of(new RunEvent.RollbackStarted(moment.now(), rollback.scenario(), again)));
    }

    /** Waits for what runs, or stops it; between the looks of a poll nothing runs. */
    private static Optional<List<Command>> await(Moment moment, boolean now) {
        List<Command> all = new ArrayList<>();
        boolean busy = false;
        for (Place place : Running.outside(moment)) {
            busy = true;
            all.addAll(awaited(moment, place, now));
        }
        return busy ? Optional.of(all) : Optional.empty();
    }

    private static List<Command> awaited(Moment moment, Place place, boolean now) {
        StepState state = moment.state(place);
        if (state.is(StepStatus.UNKNOWN)) {
            return Recovery.unknown(moment, place);
        }
        if (state.attempt().look().isPresent() && place.step().timing().poll().isPresent()) {
            return Walk.appends(List.of(Walk.failed(moment, place, "no longer looked at: the run turned back")));
        }
        // What goes on outside without a thread here cannot be stopped from here: its end is awaited.
        boolean ours = state.attempt().epoch() == moment.run().epoch()
                && state.attempt().look().isEmpty();
        if (now && ours && !state.performed()) {
            return List.of(new Command.Stop(place.key(), "stopped at once, as asked"));
        }
        if (state.performed()) {
            return Walk.appends(List.of(Walk.failed(moment, place, "no longer to be confirmed: the run turned back")));
        }
        return Running.watch(moment, place);
    }

    /** Steps that run whenever the scope they stand in was entered. */
    private static Optional<List<Command>> always(Moment moment) {
        for (Phase phase : moment.plan().runbook().phases()) {
            if (!moment.run().phase(phase.id()).status().equals(StepStatus.RUNNING)) {
                continue;
            }
            List<Place> owed = Places.of(phase).stream()
                    .flatMap(place -> Places.withInside(moment.plan(), moment.run(), place))
                    .filter(place -> place.step().effect().always() && entered(moment, place))
                    .toList();
            Optional<List<Command>> busy = Walk.sequence(moment, owed);
            if (busy.isPresent()) {
                return busy;
            }
        }
        return Optional.empty();
    }

    private static boolean entered(Moment moment, Place place) {
        return place.parent()
                .map(parent -> moment.state(parent).is(StepStatus.RUNNING))
                .orElse(true);
    }

    /** Takes effects back, newest first: those of the way forward, without what the scenario keeps open. */
    private static Optional<List<Command>> undo(Moment moment, Optional<Scenario> scenario) {
        if (scenario.isPresent() && !scenario.get().undo()) {
            return Optional.empty();
        }
        for (String key : moment.run().openEffects()) {
            Optional<Place> owner = moment.find(key);
            boolean kept = owner.isEmpty()
                    || owner.get().scenario().isPresent()
                    || moment.state(owner.get()).effect().status() == EffectState.Status.GIVEN_UP
                    || scenario.map(found -> keeps(found, owner.get())).orElse(false);
            if (!kept) {
                return Optional.of(Closing.undo(moment, owner.get(), "rollback")
                        .orElseGet(() -> Walk.appends(
                                Closing.ended(moment, owner.get(), new RunEvent.StepUndone(moment.now(), key)))));
            }
        }
        return Optional.empty();
    }

    private static boolean keeps(Scenario scenario, Place place) {
        return scenario.keepOpen().contains(place.step().id())
                || place.parent().map(parent -> keeps(scenario, parent)).orElse(false);
    }

    private static List<Command> finish(Moment moment, Rollback rollback, Optional<Scenario> scenario) {
        Scenario.Then then = scenario.map(Scenario::then).orElse(Scenario.Then.END);
        return switch (then) {
            case END -> {
                List<Command> all = new ArrayList<>();
                all.add(new Command.Append(new RunEvent.RollbackEnded(moment.now(), rollback.scenario(), "end")));
                all.addAll(end(
                        moment,
                        moment.run().openEffects().isEmpty() ? RunStatus.ROLLED_BACK : RunStatus.ROLLED_BACK_OPEN));
                yield all;
            }
            case RESUME -> Walk.appends(Jumps.resume(moment));
            case RETRY -> Walk.appends(retry(moment, rollback));
        };
    }

    private static List<RunEvent> retry(Moment moment, Rollback rollback) {
        List<RunEvent> events = new ArrayList<>();
        rollback.trigger()
                .flatMap(moment::find)
                .ifPresent(place -> events.add(new RunEvent.StepWaits(
                        moment.now(),
                        place.key(),
                        WaitKind.FAILURE,
                        place.by(),
                        "scenario %s is through; run the step again with: tminus retry %s %s --reason ..."
                                .formatted(
                                        rollback.scenario(),
                                        moment.run().start().id(),
                                        place.key()),
                        Values.NONE,
                        "",
                        Optional.empty(),
                        Optional.empty())));
        events.add(new RunEvent.RollbackEnded(moment.now(), rollback.scenario(), "retry"));
        return events;
    }

    /** The run ends: its locks go, what is still open is named. */
    static List<Command> end(Moment moment, RunStatus outcome) {
        List<Command> all = new ArrayList<>();
        moment.run()
                .locks()
                .forEach(name -> all.add(new Command.Append(new RunEvent.LockReleased(moment.now(), name))));
        all.add(new Command.Append(
                new RunEvent.RunEnded(moment.now(), outcome, moment.run().openEffects())));
        return all;
    }
}
