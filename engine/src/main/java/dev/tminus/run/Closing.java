package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Step;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes effects back: on the way forward ({@code close}) and on the way back. */
final class Closing {

    private Closing() {}

    static List<Command> next(Moment moment, Place place, Action.Close close) {
        for (String id : close.steps()) {
            for (String key : open(moment, place, id)) {
                Optional<Place> owner = moment.find(key);
                if (owner.isEmpty()) {
                    continue;
                }
                Optional<List<Command>> busy = undo(moment, owner.get(), "closed by " + place.key());
                return busy.orElseGet(() -> Walk.appends(
                        ended(moment, owner.get(), new RunEvent.StepClosed(moment.now(), key, place.key()))));
            }
        }
        return Walk.appends(Success.of(moment, place, Values.NONE, Optional.empty()));
    }

    /** What taking one effect back needs; empty when its undo is through. */
    static Optional<List<Command>> undo(Moment moment, Place owner, String because) {
        if (moment.state(owner).effect().status() == EffectState.Status.OPEN) {
            return Optional.of(Walk.appends(List.of(new RunEvent.UndoStarted(moment.now(), owner.key(), because))));
        }
        return Walk.sequence(moment, parts(owner));
    }

    /** The events that end an undo: the good one and what is gone with it, unless a person skipped a part of it. */
    static List<RunEvent> ended(Moment moment, Place owner, RunEvent good) {
        Optional<StepState> skipped = parts(owner).stream()
                .map(moment::state)
                .filter(state -> state.is(StepStatus.SKIPPED) && !state.reason().startsWith("its condition"))
                .findFirst();
        if (skipped.isPresent()) {
            return List.of(new RunEvent.UndoGivenUp(
                    moment.now(), owner.key(), skipped.get().reason()));
        }
        List<RunEvent> events = new ArrayList<>(List.of(good));
        events.addAll(Leftovers.ofEffect(moment, owner));
        return events;
    }

    private static List<Place> parts(Place owner) {
        List<Place> parts = new ArrayList<>();
        for (int n = 1; n <= owner.step().effect().undo().size(); n++) {
            parts.add(owner.undo(n));
        }
        return parts;
    }

    /**
     * Keys of the open effects an id means at a place, newest first: the step's own, those of its iterations, those
     * inside it. Inside an iteration it is that iteration's.
     */
    static List<String> open(Moment moment, Place place, String id) {
        String key = place.frame().key(id);
        List<String> inner = moment.find(key)
                .map(found ->
                        found.step().all().map(Step::id).map(place.frame()::key).toList())
                .orElse(List.of());
        return moment.run().openEffects().stream()
                .filter(open -> moment.run().step(open).effect().status() != EffectState.Status.GIVEN_UP)
                .filter(open -> open.equals(key)
                        || open.startsWith(key + "[")
                        || open.startsWith(key + "/")
                        || inner.contains(open))
                .toList();
    }
}
