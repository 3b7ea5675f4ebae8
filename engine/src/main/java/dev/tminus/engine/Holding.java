package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;

/** Keeps back events that were decided, until something was looked at first. Called by the run's own thread. */
interface Holding {

    /** Keeps nothing back. */
    Holding NOTHING = new Holding() {
        @Override
        public boolean holds(Plan plan, RunState state, RunEvent event) {
            return false;
        }

        @Override
        public void clear(Plan plan, RunState state, RunEvent event) {
            throw new IllegalStateException("event %s was not held".formatted(event));
        }
    };

    boolean holds(Plan plan, RunState state, RunEvent event);

    /** Does what a held event waits for, or leaves it where that is under way; the event is decided anew afterwards. */
    void clear(Plan plan, RunState state, RunEvent event);

    /** Something reported and is about to be written. */
    default void landed(Arrival arrival) {}
}
