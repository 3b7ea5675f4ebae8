package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.journal.JournalUnavailableException;
import dev.tminus.journal.Lease;
import dev.tminus.journal.LockHeldException;
import dev.tminus.journal.StaleHeadException;
import dev.tminus.notice.Notice;
import dev.tminus.run.Attempt;
import dev.tminus.run.Command;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One run, driven by this process while its lease lasts. Belongs to one thread, which calls {@link #turn} and {@link
 * #await}; actions run on others and report through the inbox.
 */
public final class Drive implements AutoCloseable {

    /** How long a run that waits for a lock lets pass before it tries again. */
    private static final Duration LOCK_RETRY = Duration.ofSeconds(5);

    private final Engine engine;
    private final BlockingQueue<Arrival> inbox = new LinkedBlockingQueue<>();
    private final InFlight inFlight;
    private final Holding holding;
    private final Heartbeat heartbeat;
    private final List<Arrival> unwritten = new ArrayList<>();
    private Lease lease;
    private Head head;
    private RunState state;
    private Plan plan;
    private boolean unsure;
    private boolean lost;

    Drive(Engine engine, Lease lease) {
        this(engine, lease, inFlight -> new Proving(engine, lease, inFlight));
    }

    Drive(Engine engine, Lease lease, Function<InFlight, Holding> holding) {
        this.engine = engine;
        this.lease = lease;
        Engine.Standing standing = engine.read(lease.run());
        this.head = standing.history().head();
        this.state = standing.state();
        this.plan = standing.plan();
        this.inFlight = new InFlight(engine, lease, inbox);
        this.holding = holding.apply(inFlight);
        this.heartbeat = new Heartbeat(engine, lease);
    }

    public RunId run() {
        return lease.run();
    }

    public RunState state() {
        return state;
    }

    public Plan plan() {
        return plan;
    }

    /** The output of running steps, as it comes. */
    public void listen(OutputListener listener) {
        inFlight.listen(listener);
    }

    /**
     * Does everything that can be done now: takes in what actions reported, decides, writes, and begins what was
     * written.
     *
     * @throws dev.tminus.journal.FencedException when another engine took the run over
     */
    public Turn turn() {
        try {
            return turnOnce();
        } catch (JournalUnavailableException gone) {
            lost = true;
            throw gone;
        }
    }

    private Turn turnOnce() {
        for (Arrival arrival = inbox.poll(); arrival != null; arrival = inbox.poll()) {
            takeIn(arrival);
        }
        while (true) {
            heartbeat.check();
            try {
                Batch batch = decide();
                if (batch.events().isEmpty()) {
                    unwritten.clear();
                } else {
                    write(batch);
                }
                begin(batch);
                if (!batch.full()) {
                    return new Turn(state, batch.wakeAt(), inFlight.count());
                }
            } catch (StaleHeadException somebodySpoke) {
                reload();
            }
        }
    }

    private Batch decide() {
        Batch batch = new Batch(plan, state, engine.now(), engine.settings.batch(), holding);
        if (state.epoch() != lease.epoch() && !state.status().isEnd()) {
            batch.add(new RunEvent.EngineActivated(batch.now(), lease.epoch(), lease.holder()));
        }
        for (Arrival arrival : unwritten) {
            batch.take(arrival);
        }
        batch.decide();
        return batch;
    }

    private void write(Batch batch) {
        boolean active = inFlight.count() > 0 || batch.begins();
        Append append = Append.of(
                        head, Facts.of(plan, batch.state(), batch.now(), active, batch.wakeAt()), batch.events())
                .fencedBy(lease)
                .taking(batch.locksTaken())
                .releasing(Batch.locksReleased(batch.events()))
                .notifying(notices(batch.events()));
        // Before the commit: what a step captured must not be lost once the step counts as done.
        inFlight.capture(batch.secrets());
        try {
            head = engine.journal.append(append);
        } catch (LockHeldException held) {
            awaitLock(batch, held);
            return;
        }
        state = batch.state();
        unwritten.clear();
    }

    private List<Append.Notice> notices(List<RunEvent> events) {
        List<Append.Notice> queued = new ArrayList<>();
        for (Notice notice : Notice.from(run().value(), events)) {
            String key = "%s/%s/%d".formatted(notice.run(), notice.step(), head.seq() + queued.size());
            queued.add(new Append.Notice(notice.run(), key, notice.line()));
        }
        return queued;
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
        unwritten.clear();
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
                        .notifying(notices(events)));
        state = next;
    }

    private void begin(Batch batch) {
        if (batch.amended()) {
            plan = engine.plans.read(state.plan());
        }
        for (RunEvent.StepStarted started : batch.started()) {
            inFlight.perform(plan, state, started.step(), started.attempt());
        }
        if (unsure) {
            performMissing();
            unsure = false;
        }
        for (Command command : batch.commands()) {
            if (command instanceof Command.Look look) {
                inFlight.perform(plan, state, look.step(), look.attempt());
            } else if (command instanceof Command.LookAfter after) {
                inFlight.lookAfter(plan, state, after.step(), after.attempt());
            } else if (command instanceof Command.Show show) {
                inFlight.show(plan, state, show.asked());
            } else if (command instanceof Command.CheckGate check) {
                inFlight.check(plan, state, check.phase());
            } else if (command instanceof Command.Stop stop) {
                inFlight.stop(stop.step(), stop.reason());
            }
        }
        batch.heldBack().forEach(event -> holding.clear(plan, state, event));
    }

    /** A write whose answer was lost may have begun attempts: nothing was done for them yet, so it is done now. */
    private void performMissing() {
        state.steps().forEach((key, step) -> {
            Attempt attempt = step.attempt();
            if (step.is(StepStatus.RUNNING)
                    && !step.performed()
                    && attempt.epoch() == lease.epoch()
                    && attempt.look().isEmpty()
                    && !inFlight.performed(key, attempt.number())) {
                inFlight.perform(plan, state, key, attempt.number());
            }
        });
    }

    /** Takes in what others wrote: people's requests, mostly. Returns whether there was anything. */
    public boolean refresh() {
        History more;
        try {
            more = engine.journal.read(run(), head.seq());
        } catch (JournalUnavailableException gone) {
            lost = true;
            throw gone;
        }
        if (more.events().isEmpty()) {
            return false;
        }
        String before = state.plan();
        for (RunEvent event : more.events()) {
            state = state.after(event);
        }
        head = more.head();
        if (!state.plan().equals(before)) {
            plan = engine.plans.read(state.plan());
        }
        return true;
    }

    private void reload() {
        unsure = true;
        Engine.Standing standing = engine.read(run());
        head = standing.history().head();
        state = standing.state();
        plan = standing.plan();
    }

    /** Waits until an action reports, at most that long. Returns whether one did. */
    public boolean await(Duration atMost) throws InterruptedException {
        Arrival first = inbox.poll(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        if (first == null) {
            return false;
        }
        takeIn(first);
        return true;
    }

    /** Only here an action stops counting as under way, so that none is ever neither under way nor reported. */
    private void takeIn(Arrival arrival) {
        unwritten.add(arrival);
        inFlight.landed(arrival);
    }

    /** Wakes a waiting {@link #await}: somebody may have written. May be called from any thread. */
    public void poke() {
        inbox.add(Arrival.POKE);
    }

    /** Stops what runs, as a person asked for at once. */
    public void stopAll(String reason) {
        inFlight.stopAll(reason);
    }

    public int inFlight() {
        return inFlight.count();
    }

    public Instant now() {
        return engine.now();
    }

    /**
     * Gives the run back; what is under way here is not stopped. Where the journal was just found gone the lease is left
     * to run out: asking once more would only wait for it a second time.
     */
    @Override
    public void close() {
        heartbeat.close();
        if (!lost) {
            engine.journal.release(lease);
        }
    }
}
