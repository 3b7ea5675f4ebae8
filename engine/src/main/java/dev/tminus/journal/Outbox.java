package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.util.List;

/** Notices that were queued together with events and wait for delivery. Safe to share between threads. */
public interface Outbox {
    /** A queued notice; ids rise in the order of queueing. */
    record Pending(long id, RunId run, Append.Notice notice) {}

    /** The oldest that were not delivered. */
    List<Pending> pending(int limit);

    /** Takes a notice off the list; doing it again changes nothing. */
    void markDelivered(long id);
}
