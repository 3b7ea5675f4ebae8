package dev.tminus.run;

import dev.tminus.book.Phase;
import java.time.Instant;
import java.util.Optional;

/** When phases are planned to begin. */
public final class PhaseTimes {

    private PhaseTimes() {}

    /** The planned start; empty where the phase follows the one before it, or what it depends on is not known yet. */
    public static Optional<Instant> planned(RunState run, Phase phase) {
        if (phase.start() instanceof Phase.Start.At at) {
            return run.window().map(window -> at.fromT().from(window));
        }
        if (phase.start() instanceof Phase.Start.After after) {
            return run.phase(after.phase()).endedAt().map(after.offset()::from);
        }
        return Optional.empty();
    }
}
