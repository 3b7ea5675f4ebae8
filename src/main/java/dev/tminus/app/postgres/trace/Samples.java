package dev.tminus.app.postgres.trace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an observer saw of one statement's locks while it ran. Thread-safe: the observer adds, the recorder reads.
 *
 * <p>Times are those of {@link System#nanoTime}.
 */
final class Samples {

    /** A lock on a relation, by object identifier. */
    record Wanted(long relation, LockMode mode) {}

    private final long begin;
    private final Map<Wanted, Long> granted = new HashMap<>();
    private final Map<Wanted, Long> waiting = new HashMap<>();
    private long mostTemporary = -1;

    Samples(long begin) {
        this.begin = begin;
    }

    long begin() {
        return begin;
    }

    synchronized void granted(Wanted lock, long at) {
        granted.putIfAbsent(lock, at);
    }

    synchronized void waiting(Wanted lock, long at) {
        waiting.put(lock, at);
    }

    synchronized void temporary(long bytes) {
        mostTemporary = Math.max(mostTemporary, bytes);
    }

    /** Below 0 where nobody looked. */
    synchronized long mostTemporary() {
        return mostTemporary;
    }

    /** Every lock that was seen held, and those it was seen waiting for: a statement that succeeded got them all. */
    synchronized Set<Wanted> heldBySuccess() {
        Set<Wanted> all = new HashSet<>(granted.keySet());
        all.addAll(waiting.keySet());
        return all;
    }

    /**
     * When the statement got the lock: the first sample that shows it after a wait was seen, else the statement's begin.
     * So the time it is held is never understated by more than the time between two samples.
     */
    synchronized long grantedAt(Wanted lock) {
        Long lastWait = waiting.get(lock);
        if (lastWait == null) {
            return begin;
        }
        Long seen = granted.get(lock);
        return seen == null ? lastWait : Math.max(seen, lastWait);
    }
}
