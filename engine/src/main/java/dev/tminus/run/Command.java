package dev.tminus.run;

import java.time.Instant;

/** What the decider wants done next. */
public sealed interface Command {

    /** Write this down. An external step's {@link RunEvent.StepStarted} also means: perform it, once it is written. */
    record Append(RunEvent event) implements Command {}

    /** Perform the action of a running attempt again: the next look of a poll or a long operation. */
    record Look(String step, int attempt) implements Command {}

    /** Find out what became of an attempt whose end is unknown. */
    record LookAfter(String step, int attempt) implements Command {}

    /** Ask the action what it is about to do, then append this wait with the answer as what is shown. */
    record Show(RunEvent.StepWaits asked) implements Command {}

    /** Look whether the rules that stand before a phase are met, and append what was found. */
    record CheckGate(String phase) implements Command {}

    /** Stop a running attempt. */
    record Stop(String step, String reason) implements Command {}

    /** Nothing to do before that time. */
    record WakeAt(Instant at) implements Command {}
}
