package dev.tminus.engine;

import dev.tminus.run.RunState;
import java.time.Instant;
import java.util.Optional;

/**
 * What one turn came to.
 *
 * @param wakeAt when the run next wants attention by itself
 * @param inFlight how many actions are under way in this process
 */
public record Turn(RunState state, Optional<Instant> wakeAt, int inFlight) {

    public boolean ended() {
        return state.status().isEnd();
    }

    /** Whether nothing happens any more until a person speaks or a later time comes. */
    public boolean parked(Instant soon) {
        return !ended() && inFlight == 0 && wakeAt.map(at -> at.isAfter(soon)).orElse(true);
    }
}
