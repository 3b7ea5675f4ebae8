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

    /** A command that is through stays no longer than this for a message that does not get through. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** Nor longer than this for any number that do. */
    private static final int FAREWELLS = 10;

    /** For what is under way to be given up in good order. */
    private static final Duration LAST_WORD = Duration.ofMillis(300);

    /** The last edit of a run's standing may come no sooner after the one before; a healthy medium is waited for. */
    private static final Duration LAST_EDIT = Duration.ofSeconds(4);

    private final Delivery delivery;
    private final InstantSource clock;
    private final Semaphore hints = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean onlyEdit;

    public Courier(Delivery delivery, InstantSource clock) {
        this.delivery = delivery;
        this.clock = clock;
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
            while (!Thread.currentThread().isInterrupted()) {
                boolean last = closing;
                Optional<Notifier.Again> next = delivery.pass();
                onlyEdit = next.filter(Notifier.Again::isEdit).isPresent();
                if (last && !onlyEdit) {
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

    @Override
    public void close() {
        closing = true;
        poke();
        try {
            long before = -1;
            for (int waits = 0; waits < FAREWELLS && thread.isAlive() && before != delivery.delivered(); waits++) {
                before = delivery.delivered();
                thread.join(FAREWELL.toMillis());
            }
            if (thread.isAlive() && onlyEdit) {
                thread.join(LAST_EDIT.toMillis());
            }
            thread.interrupt();
            thread.join(LAST_WORD.toMillis());
        } catch (InterruptedException stopped) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
