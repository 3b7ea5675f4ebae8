package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a choice leads. Jumps go forward only: what lies between is skipped, each step with its reason; what is always done is not. */
final class Jumps {

    private Jumps() {}

    static List<RunEvent> follow(Moment moment, Place from, Choice choice) {
        if (choice instanceof Choice.Jump jump) {
            return skips(moment, from, Optional.of(jump.step()));
        }
        if (choice instanceof Choice.End) {
            return skips(moment, from, Optional.empty());
        }
        if (choice instanceof Choice.RollBack back) {
            return List.of(trigger(moment, from, back.scenario(), "chosen at " + from.key()));
        }
        if (choice instanceof Choice.Resume) {
            return resume(moment);
        }
        return List.of();
    }

    /** A scenario is asked for; while another is under way that is only noted. */
    static RunEvent trigger(Moment moment, Place from, String scenario, String reason) {
        return moment.run().rollback().isPresent()
                ? new RunEvent.RollbackNoted(moment.now(), scenario, from.key())
                : new RunEvent.RollbackAsked(
                        moment.now(), scenario, Optional.of(from.key()), Optional.empty(), reason, false);
    }

    /** The scenario ends here and the run goes on after the step that led into it. */
    static List<RunEvent> resume(Moment moment) {
        List<RunEvent> events = new ArrayList<>();
        moment.run().rollback().ifPresent(rollback -> {
            rollback.trigger()
                    .filter(key -> !moment.run().step(key).isSettled())
                    .ifPresent(key -> events.add(
                            new RunEvent.StepTolerated(moment.now(), key, "remedied by " + rollback.scenario())));
            events.add(new RunEvent.RollbackEnded(moment.now(), rollback.scenario(), "resume"));
        });
        return events;
    }

    private static List<RunEvent> skips(Moment moment, Place from, Optional<String> target) {
        List<RunEvent> events = new ArrayList<>();
        Place here = from;
        while (true) {
            for (Place sibling : after(moment, here)) {
                if (target.isPresent() && sibling.step().id().equals(target.get())) {
                    return events;
                }
                if (moment.state(sibling).is(StepStatus.PENDING)
                        && !sibling.step().effect().always()) {
                    events.add(new RunEvent.StepSkipped(
                            moment.now(),
                            sibling.key(),
                            target.map(id -> "the run went on at " + id).orElse("ended at " + from.key()),
                            Optional.empty(),
                            dev.tminus.book.Values.NONE));
                }
            }
            Optional<Place> parent = here.parent();
            if (parent.isEmpty() || (target.isEmpty() && isScope(parent.get()))) {
                return events;
            }
            here = parent.get();
        }
    }

    /** Iterations and groups are scopes of their own; a plain list of steps is not. */
    private static boolean isScope(Place parent) {
        return parent.step().action() instanceof Action.Use
                || parent.parent().map(Place::isLoop).orElse(false);
    }

    private static List<Place> after(Moment moment, Place place) {
        List<Place> siblings = siblings(moment, place);
        for (int i = 0; i < siblings.size(); i++) {
            if (siblings.get(i).key().equals(place.key())) {
                return siblings.subList(i + 1, siblings.size());
            }
        }
        return List.of();
    }

    private static List<Place> siblings(Moment moment, Place place) {
        if (place.parent().isPresent()) {
            return Places.inside(moment.plan(), moment.run(), place.parent().get());
        }
        if (place.home() instanceof Place.Home.InPhase in) {
            return Places.of(in.phase());
        }
        if (place.home() instanceof Place.Home.InScenario in) {
            return in.before() ? Places.before(in.scenario()) : Places.of(in.scenario());
        }
        return List.of();
    }
}
