package dev.tminus.run;

import dev.tminus.book.Plan;
import dev.tminus.book.Scope;
import java.time.Instant;
import java.util.Optional;

/** A run at one moment: what every decision is made from. */
record Moment(Plan plan, RunState run, Instant now) {

    StepState state(Place place) {
        return run.step(place.key());
    }

    Scope scope(Place place) {
        return Scopes.at(plan, run, place, now);
    }

    Optional<Place> find(String key) {
        return Places.find(plan, run, key);
    }

    /** Whether phases and steps do not wait for their dates here. */
    boolean immediate() {
        return plan.environment().immediate();
    }
}
