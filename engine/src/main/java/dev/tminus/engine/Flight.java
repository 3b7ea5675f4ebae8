package dev.tminus.engine;

import dev.tminus.run.Outcome;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of an action under way. Reports exactly once, also where it is stopped before a thread was free for it. Safe
 * for threads.
 */
final class Flight {

    /** The call itself. */
    @FunctionalInterface
    interface Call {
        Arrival make() throws InterruptedException;
    }

    private enum Stage {
        QUEUED,
        FLYING,
        LANDED
    }

    private final String step;
    private final int attempt;
    private final Function<String, Arrival> cutShort;
    private final Call call;
    private final Object lock = new Object();
    private final AtomicReference<@Nullable String> stopped = new AtomicReference<>();
    private Stage stage = Stage.QUEUED;
    private @Nullable Queue<Arrival> inbox;
    private @Nullable Thread thread;

    /** A flight that is reported as {@code cutShort} where an interrupt ends it. */
    Flight(String step, int attempt, Function<String, Arrival> cutShort, Call call) {
        this.step = step;
        this.attempt = attempt;
        this.cutShort = cutShort;
        this.call = call;
    }

    String step() {
        return step;
    }

    int attempt() {
        return attempt;
    }

    void launch(ExecutorService threads, Queue<Arrival> reports) {
        inbox = reports;
        threads.execute(() -> fly(reports));
    }

    private void fly(Queue<Arrival> reports) {
        synchronized (lock) {
            if (stage != Stage.QUEUED) {
                return;
            }
            stage = Stage.FLYING;
            thread = Thread.currentThread();
        }
        Arrival arrival;
        try {
            arrival = because(call.make());
        } catch (InterruptedException interrupted) {
            String why = stopped.get();
            arrival = cutShort.apply(why == null ? "it was interrupted" : why);
        }
        synchronized (lock) {
            stage = Stage.LANDED;
            thread = null;
        }
        // A stop that came too late must not interrupt what this thread does next.
        Thread.interrupted();
        reports.add(arrival);
    }

    /** An action that was stopped and says so itself gets the reason put before what it says. */
    private Arrival because(Arrival arrival) {
        String why = stopped.get();
        if (why == null || !(arrival.outcome().orElse(null) instanceof Outcome.Failed failed)) {
            return arrival;
        }
        return Arrival.of(
                step, attempt, new Outcome.Failed(why + "; " + failed.reason(), failed.result(), failed.output()));
    }

    void stop(String reason) {
        synchronized (lock) {
            if (!stopped.compareAndSet(null, reason)) {
                return;
            }
            if (stage == Stage.QUEUED && inbox != null) {
                stage = Stage.LANDED;
                inbox.add(cutShort.apply(reason));
            } else if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
