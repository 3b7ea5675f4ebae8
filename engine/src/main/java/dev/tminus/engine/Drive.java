package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.journal.JournalUnavailableException;
import dev.tminus.journal.Lease;
import dev.tminus.journal.StaleHeadException;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One run, driven by this process while its lease lasts. Belongs to one thread, which calls {@link #turn} and {@link
 * #await}; actions run on others and report through the inbox.
 */
public final class Drive implements AutoCloseable {

    private final Engine engine;
    private final BlockingQueue<Arrival> inbox = new LinkedBlockingQueue<>();
    private final InFlight inFlight;
    private final Holding holding;
    private final Heartbeat heartbeat;
    private final List<Arrival> unwritten = new ArrayList<>();
    private final Lease lease;
    private final RunCopy copy;
    private boolean unsure;
    private boolean lost;

    Drive(Engine engine, Lease lease) {
        this(engine, lease, inFlight -> new Proving(engine, lease, inFlight));
    }

    Drive(Engine engine, Lease lease, Function<InFlight, Holding> holding) {
        this.engine = engine;
        this.lease = lease;
        this.copy = new RunCopy(engine, lease);
        this.inFlight = new InFlight(engine, lease, inbox);
        this.holding = holding.apply(inFlight);
        this.heartbeat = new Heartbeat(engine, lease);
    }

    public RunId run() {
        return lease.run();
    }

    public RunState state() {
        return copy.state();
    }

    public Plan plan() {
        return copy.plan();
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
                    return new Turn(copy.state(), batch.wakeAt(), inFlight.count());
                }
            } catch (StaleHeadException somebodySpoke) {
                unsure = true;
                copy.reload();
            }
        }
    }

    private Batch decide() {
        Batch batch = new Batch(copy.plan(), copy.state(), engine.now(), engine.settings.batch(), holding);
        if (copy.state().epoch() != lease.epoch() && !copy.state().status().isEnd()) {
            batch.add(new RunEvent.EngineActivated(batch.now(), lease.epoch(), lease.holder()));
        }
        for (Arrival arrival : unwritten) {
            batch.take(arrival);
        }
        batch.decide();
        return batch;
    }

    private void write(Batch batch) {
        // Before the commit: what a step captured must not be lost once the step counts as done.
        inFlight.capture(batch.secrets());
        copy.write(batch, inFlight.count() > 0 || batch.begins());
        unwritten.clear();
    }

    private void begin(Batch batch) {
        if (batch.amended()) {
            copy.readPlan();
        }
        RunState state = copy.state();
        Plan plan = copy.plan();
        for (RunEvent.StepStarted started : batch.started()) {
            inFlight.perform(plan, state, started.step(), started.attempt());
        }
        if (unsure) {
            performMissing(plan, state);
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
    private void performMissing(Plan plan, RunState state) {
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
        try {
            return copy.refresh();
        } catch (JournalUnavailableException gone) {
            lost = true;
            throw gone;
        }
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
        holding.landed(arrival);
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
