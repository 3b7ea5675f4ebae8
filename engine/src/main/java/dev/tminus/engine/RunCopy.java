package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.journal.Lease;
import dev.tminus.journal.LockHeldException;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the driver of a run knows of it: the journal up to its head, folded; and how it appends to it. */
final class RunCopy {

    /** How long a run that waits for a lock lets pass before it tries again. */
    private static final Duration LOCK_RETRY = Duration.ofSeconds(5);

    private final Engine engine;
    private final Lease lease;
    private Head head;
    private RunState state;
    private Plan plan;

    RunCopy(Engine engine, Lease lease) {
        this.engine = engine;
        this.lease = lease;
        Engine.Standing standing = engine.read(lease.run());
        this.head = standing.history().head();
        this.state = standing.state();
        this.plan = standing.plan();
    }

    RunState state() {
        return state;
    }

    Plan plan() {
        return plan;
    }

    /** The plan that the state names now. */
    void readPlan() {
        plan = engine.plans.read(state.plan());
    }

    /** Takes in what others wrote. Returns whether there was anything. */
    boolean refresh() {
        History more = engine.journal.read(lease.run(), head.seq());
        if (more.events().isEmpty()) {
            return false;
        }
        String before = state.plan();
        for (RunEvent event : more.events()) {
            state = state.after(event);
        }
        head = more.head();
        if (!state.plan().equals(before)) {
            readPlan();
        }
        return true;
    }

    /** Everything anew: what was written before may or may not be there. */
    void reload() {
        Engine.Standing standing = engine.read(lease.run());
        head = standing.history().head();
        state = standing.state();
        plan = standing.plan();
    }

    /** @param active whether something is under way, or begins with this */
    void write(Batch batch, boolean active) {
        Append append = Append.of(
                        head, Facts.of(plan, batch.state(), batch.now(), active, batch.wakeAt()), batch.events())
                .fencedBy(lease)
                .taking(batch.locksTaken())
                .releasing(Batch.locksReleased(batch.events()))
                .notifying(Posting.of(plan, state, batch.state(), batch.events(), head, batch.now()));
        try {
            head = engine.journal.append(append);
        } catch (LockHeldException held) {
            awaitLock(batch, held);
            return;
        }
        state = batch.state();
    }

    /** The lock is another run's: that is written instead of what was decided, once for each holder. */
    private void awaitLock(Batch batch, LockHeldException held) {
        List<RunEvent> events = new ArrayList<>(batch.eventsBeforeLock());
        Instant again = batch.now().plus(LOCK_RETRY);
        Optional<RunEvent.LockAwaited> known = state.lockAwaited()
                .filter(wait -> wait.name().equals(held.name())
                        && wait.holder().equals(held.holder().value()));
        if (known.isEmpty()) {
            events.add(new RunEvent.LockAwaited(
                    batch.now(), held.name(), held.holder().value(), again));
        }
        if (!events.isEmpty()) {
            writeAwaiting(batch, events, again);
        }
        // The next attempt is remembered here only: a journal that grew while a run waits would say nothing new.
        known.ifPresent(
                wait -> state = state.after(new RunEvent.LockAwaited(wait.at(), wait.name(), wait.holder(), again)));
        batch.lockRefused();
    }

    private void writeAwaiting(Batch batch, List<RunEvent> events, Instant again) {
        RunState next = state;
        for (RunEvent event : events) {
            next = next.after(event);
        }
        head = engine.journal.append(
                Append.of(head, Facts.of(plan, next, batch.now(), false, Optional.of(again)), events)
                        .fencedBy(lease)
                        .releasing(Batch.locksReleased(events))
                        .notifying(Posting.of(plan, state, next, events, head, batch.now())));
        state = next;
    }
}
