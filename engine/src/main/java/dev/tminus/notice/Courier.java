package dev.tminus.notice;

import dev.tminus.journal.JournalException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers on a thread of its own while a command lives, so that no run ever waits for a medium. What is left when it is
 * closed is delivered by the next process on the same journal.
 */
public final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** How long to look away when nothing is known to be due. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    /** Between two looks at whether to stay. */
    private static final Duration BLINK = Duration.ofMillis(20);

    private final Delivery delivery;
    private final InstantSource clock;
    private final Farewell farewell;
    private final Semaphore hints = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    public Courier(Delivery delivery, InstantSource clock) {
        this(delivery, clock, Farewell.USUAL);
    }

    Courier(Delivery delivery, InstantSource clock, Farewell farewell) {
        this.delivery = delivery;
        this.clock = clock;
        this.farewell = farewell;
        this.thread = new Thread(this::work, "notices");
        thread.setDaemon(true);
        thread.start();
    }

    /** Something may have been queued. May be called from any thread. */
    public void poke() {
        hints.release();
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted() && !delivery.isLeft()) {
                boolean last = closing;
                Optional<Notifier.Again> next = delivery.pass();
                if (last && delivery.editDue().isEmpty()) {
                    return;
                }
                rest(next);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (JournalException gone) {
            LOG.debug("The journal is gone; what waits in it is delivered by the next process", gone);
        } catch (RuntimeException fault) {
            if (closing) {
                LOG.debug("What was under way when the command ended is sent again by the next process", fault);
                return;
            }
            LOG.warn("Messages are no longer delivered by this process; the next one goes on with them", fault);
        }
    }

    private void rest(Optional<Notifier.Again> next) throws InterruptedException {
        Duration until =
                next.map(again -> Duration.between(clock.instant(), again.at())).orElse(GLANCE);
        long millis = Math.max(10, Math.min(until.toMillis(), GLANCE.toMillis()));
        if (hints.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            hints.drainPermits();
        }
    }

    /** Delivers what can be delivered at once, then leaves the rest, and the lanes, to the next process. */
    @Override
    public void close() {
        closing = true;
        poke();
        try {
            stay();
            delivery.leave();
            thread.join(farewell.grace().toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                delivery.hangUp();
                thread.join(farewell.lastWord().toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            abandon();
        }
    }

    private void stay() throws InterruptedException {
        long begun = farewell.nanos().getAsLong();
        Duration stayed = Duration.ZERO;
        Duration waited = Duration.ZERO;
        while (thread.isAlive() && Farewell.stays(stayed, waited, toEdit())) {
            boolean asking = delivery.isAsking();
            thread.join(BLINK.toMillis());
            Duration now = Duration.ofNanos(farewell.nanos().getAsLong() - begun);
            waited = asking ? waited.plus(now.minus(stayed)) : waited;
            stayed = now;
        }
    }

    private Optional<Duration> toEdit() {
        return delivery.editDue().map(due -> Duration.between(clock.instant(), due));
    }

    private void abandon() {
        try {
            delivery.abandon();
        } catch (JournalException gone) {
            LOG.debug("The journal is gone; a lane of it stays claimed until the claim is over", gone);
        }
    }
}
