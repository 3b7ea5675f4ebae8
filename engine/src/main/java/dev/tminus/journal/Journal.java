package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The memory of all runs: one gapless, hashed list of events per run, and nothing else that counts.
 *
 * <p>Every writer names the head it expects, so of two writers one is refused; an engine names its epoch too, so an
 * engine that lost its lease is refused even when nobody else has written. All methods may be called from any thread.
 * Any of them throws {@link JournalUnavailableException} when the journal cannot be used, and {@link
 * JournalRewoundException} when after a lost connection it no longer holds what it had acknowledged.
 */
public interface Journal extends AutoCloseable {

    /**
     * Writes the first events of a run that does not exist yet.
     *
     * @throws RunExistsException when the run exists
     * @throws LockHeldException when another run holds one of the locks
     */
    Head start(Append first);

    /**
     * Adds events, moves the run's facts, takes and gives back locks and queues notices: all of it or nothing. A reply
     * that was lost on the way is settled inside, so a head that is returned or an exception that is thrown is final.
     *
     * @throws StaleHeadException when somebody else wrote: read again and decide again
     * @throws FencedException when the epoch has passed: stop driving the run
     * @throws LockHeldException when another run holds one of the locks
     * @throws UnknownRunException when there is no such run
     */
    Head append(Append append);

    /**
     * All events of a run, checked against their hashes and the head.
     *
     * @throws BrokenChainException when a line was changed or is missing
     * @throws UnreadableEventException when a line is of a newer format
     * @throws UnknownRunException when there is no such run
     */
    default History read(RunId run) {
        return read(run, 0);
    }

    /** The events after a place, checked in the same way; what lies before is not looked at. */
    History read(RunId run, long afterSeq);

    /**
     * Takes a run over for a while and begins a new epoch, so that whoever drove it before is fenced out. A holder may
     * take over from itself.
     *
     * @throws LeaseHeldException while another holder's lease lasts, by the journal's clock
     */
    Lease acquire(RunId run, String holder, Duration length);

    /**
     * Makes a lease last from now on.
     *
     * @throws FencedException when a newer epoch has begun
     */
    Lease renew(Lease lease, Duration length);

    /** Ends a lease early; does nothing when a newer epoch has begun. */
    void release(Lease lease);

    /** What the run list says of one run. */
    Optional<RunFacts> find(RunId run);

    /** Runs, the newest first. */
    List<RunFacts> runs(RunFilter filter, int limit);

    /** Runs that have not ended and want attention by then, the longest due first. */
    List<RunId> due(Instant now, int limit);

    /** The rehearsal of a runbook that ended last, in any environment. */
    default Optional<RunFacts> lastRehearsal(String runbook) {
        return runs(RunFilter.ALL.of(runbook).endedRehearsals(), 1).stream().findFirst();
    }

    /** The rehearsal of a runbook that ended last in one environment. */
    default Optional<RunFacts> lastRehearsal(String runbook, String environment) {
        return runs(RunFilter.ALL.of(runbook).in(environment).endedRehearsals(), 1).stream()
                .findFirst();
    }

    /** The journal's clock, by which leases and timers are judged. */
    Instant now();

    /** How far the journal's clock is ahead of this machine's, as of a second ago at most; negative when it is behind. */
    Duration clockOffset();

    /** Where the output of steps is kept. */
    Outputs outputs();

    /** The notices that wait for delivery. */
    Outbox outbox();

    /** A listener of its own for hints that something was written; the caller closes it. */
    Changes changes();

    @Override
    void close();
}
