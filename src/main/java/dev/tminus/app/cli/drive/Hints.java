package dev.tminus.app.cli.drive;

import dev.tminus.journal.Changes;
import dev.tminus.journal.Journal;
import dev.tminus.journal.JournalException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the journal on a thread of its own and wakes the run's loop when somebody wrote. Only hints: all may be missed. */
final class Hints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final Duration TURN = Duration.ofMillis(500);

    private final AtomicBoolean hinted = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closed;

    Hints(Journal journal, Runnable wake) {
        thread = new Thread(() -> listen(journal, wake), "journal-hints");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(Journal journal, Runnable wake) {
        try (Changes changes = journal.changes()) {
            while (!closed) {
                if (changes.await(TURN)) {
                    hinted.set(true);
                    wake.run();
                }
            }
        } catch (JournalException unreachable) {
            LOG.debug("No hints from the journal; it is polled each second", unreachable);
        }
    }

    /** Whether there was a hint since the last call. */
    boolean taken() {
        return hinted.getAndSet(false);
    }

    @Override
    public void close() {
        closed = true;
    }
}
