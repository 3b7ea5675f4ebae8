package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.book.Window;
import dev.tminus.journal.RunFacts;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the list of runs says of a run, from its state. */
final class Facts {

    private Facts() {}

    static RunFacts of(Plan plan, RunState state, Instant now, boolean active, Optional<Instant> wakeAt) {
        RunEvent.RunStarted start = state.start();
        boolean ended = state.status().isEnd();
        return new RunFacts(
                new RunId(start.id()),
                plan.runbook().id(),
                plan.environment().name(),
                start.rehearsal(),
                start.at(),
                word(state, active),
                ended ? Optional.of(now) : Optional.empty(),
                state.window().map(Window::begins),
                ended ? Optional.empty() : wakeAt,
                state.planDigest(),
                state.runbookDigest());
    }

    private static String word(RunState state, boolean active) {
        return state.status() == RunStatus.RUNNING && !active
                ? "parked"
                : state.status().name().toLowerCase(Locale.ROOT);
    }
}
