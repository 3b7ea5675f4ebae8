package dev.tminus.run;

import dev.tminus.book.Plan;
import java.time.Instant;
import java.util.List;

/**
 * Decides what a run does next.
 *
 * <p>Pure: no clock, no I/O, no memory. The same plan, state and time always give the same commands, which is why an
 * engine that crashed can go on from the journal alone. Appended events are folded and the decider is asked again,
 * until it wants nothing more written.
 */
public final class Decider {

    private Decider() {}

    public static List<Command> next(Plan plan, RunState run, Instant now) {
        Moment moment = new Moment(plan, run, now);
        if (run.status().isEnd()) {
            return List.of();
        }
        if (run.abort().isPresent()) {
            return Backward.abort(moment, run.abort().get());
        }
        if (run.paused().isPresent()) {
            return Running.watch(moment);
        }
        if (run.rollback().isPresent()) {
            return Backward.rollBack(moment, run.rollback().get());
        }
        return Forward.next(moment);
    }
}
