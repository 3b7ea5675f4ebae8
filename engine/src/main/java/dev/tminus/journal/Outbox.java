package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Notices that were queued together with events and wait for delivery, in lanes; order is kept within a lane. Safe to
 * share between threads.
 */
public interface Outbox {
    /** A queued notice; ids rise in the order of queueing. */
    record Pending(long id, RunId run, Append.Notice notice) {}

    /**
     * A lane in which notices wait.
     *
     * @param oldest when the one that waits longest was queued
     * @param trouble why the last try failed
     * @param notBefore when the next try may be
     */
    record Lane(
            String name,
            RunId run,
            int waiting,
            Instant oldest,
            Optional<String> trouble,
            Optional<Instant> notBefore) {}

    /**
     * The right to deliver a lane, for a while.
     *
     * @param memory what was kept when it was delivered last; empty text at first
     */
    record Claim(String lane, String holder, String memory) {}

    /**
     * How far a lane is.
     *
     * @param memory what the next who delivers it shall know
     * @param delivered ids of notices that are through
     * @param trouble why it does not go on
     * @param notBefore when to try again
     */
    record Progress(String memory, Collection<Long> delivered, Optional<String> trouble, Optional<Instant> notBefore) {
        public Progress {
            delivered = List.copyOf(delivered);
        }
    }

    /** Queues a notice that belongs to no event; does nothing where its key is known. */
    void queue(RunId run, Append.Notice notice);

    /** The oldest that were not delivered. */
    List<Pending> pending(int limit);

    /** The oldest of a lane that were not delivered. */
    List<Pending> pending(String lane, int limit);

    /** The lanes in which something waits, the longest waiting first. */
    List<Lane> lanes();

    /** Takes the right to deliver a lane; empty while another holder's lasts. A holder may claim again. */
    Optional<Claim> claim(String lane, String holder, Duration length);

    /** Writes down how far a claimed lane is, and prolongs the claim; false where it is another's by now. */
    boolean keep(Claim claim, Progress progress, Duration length);

    /** Gives the right back; does nothing where it is another's. */
    void release(Claim claim);

    /** Takes a notice off the list; doing it again changes nothing. */
    void markDelivered(long id);
}
