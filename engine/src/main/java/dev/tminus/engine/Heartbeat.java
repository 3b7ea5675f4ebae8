package dev.tminus.engine;

import dev.tminus.journal.FencedException;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.Lease;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a lease alive from a thread of its own. Once a lease may have run out, counted on the monotonic clock from the
 * beginning of the last good attempt, nothing new begins.
 */
final class Heartbeat implements AutoCloseable {

    private static final int BEATS = 4;

    private final Engine engine;
    private final Duration length;
    private final Thread thread;
    private volatile long trustedUntil;
    private volatile boolean fenced;
    private volatile boolean closed;
    private volatile Lease lease;

    Heartbeat(Engine engine, Lease lease) {
        this.engine = engine;
        this.lease = lease;
        this.length = engine.settings.lease();
        this.trustedUntil = System.nanoTime() + length.toNanos();
        this.thread = new Thread(this::beat, "heartbeat-" + lease.run());
        thread.setDaemon(true);
        thread.start();
    }

    private void beat() {
        while (!closed && !fenced) {
            LockSupport.parkNanos(length.toNanos() / BEATS);
            if (closed) {
                return;
            }
            long begun = System.nanoTime();
            try {
                lease = engine.journal.renew(lease, length);
                trustedUntil = begun + length.toNanos();
            } catch (FencedException takenOver) {
                fenced = true;
            } catch (JournalException unreachable) {
                // The lease runs out by itself when this goes on; check() then refuses to begin anything.
                Thread.onSpinWait();
            } catch (RuntimeException fault) {
                if (!closed) {
                    throw fault;
                }
                // This beat was under way when the run was given back and its journal closed; nobody waits for it.
            }
        }
    }

    /** Throws when the lease is lost; waits for a beat when it may have run out. */
    void check() {
        if (fenced || System.nanoTime() - trustedUntil > 0) {
            long begun = System.nanoTime();
            lease = engine.journal.renew(lease, length);
            fenced = false;
            trustedUntil = begun + length.toNanos();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt(); // out of its sleep, and out of its patience with a journal that is gone
    }
}
