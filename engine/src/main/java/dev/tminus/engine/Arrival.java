package dev.tminus.engine;

import dev.tminus.run.Outcome;
import dev.tminus.run.RunEvent;
import java.util.Optional;

/**
 * Something that reached a run's loop from another thread: an outcome, an event that took looking outside (a wait with
 * its preview, a gate that was checked), or a mere poke.
 */
record Arrival(String step, int attempt, Optional<Outcome> outcome, Optional<RunEvent> seen) {

    static final Arrival POKE = new Arrival("", 0, Optional.empty(), Optional.empty());

    static Arrival of(String step, int attempt, Outcome outcome) {
        return new Arrival(step, attempt, Optional.of(outcome), Optional.empty());
    }

    static Arrival shown(RunEvent.StepWaits wait) {
        return new Arrival(wait.step(), 0, Optional.empty(), Optional.of(wait));
    }

    /** Of something beside the steps that came to an end, with what there is to write about it. */
    static Arrival aside(String name, Optional<RunEvent> seen) {
        return new Arrival(name, 0, Optional.empty(), seen);
    }

    static Arrival checked(String flight, RunEvent.GateChecked gate) {
        return new Arrival(flight, 0, Optional.empty(), Optional.of(gate));
    }
}
