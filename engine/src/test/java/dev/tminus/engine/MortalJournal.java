package dev.tminus.engine;

import dev.tminus.journal.Append;
import dev.tminus.journal.Changes;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.journal.Journal;
import dev.tminus.journal.Lease;
import dev.tminus.journal.Outbox;
import dev.tminus.journal.Outputs;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The journal as one process sees it that dies at its n-th commit: before it, or after it and before it learns of it. */
final class MortalJournal implements Journal {

    /** The end of the process. */
    static final class Halt extends Error {
        private static final long serialVersionUID = 1L;

        Halt() {
            super("the process was killed", null, false, false);
        }
    }

    private final Journal journal;
    private final int diesAt;
    private final boolean afterwards;
    private int commits;
    private boolean dead;

    MortalJournal(Journal journal, int diesAt, boolean afterwards) {
        this.journal = journal;
        this.diesAt = diesAt;
        this.afterwards = afterwards;
    }

    static MortalJournal immortal(Journal journal) {
        return new MortalJournal(journal, Integer.MAX_VALUE, false);
    }

    int commits() {
        return commits;
    }

    boolean isDead() {
        return dead;
    }

    private Journal alive() {
        if (dead) {
            throw new Halt();
        }
        return journal;
    }

    @Override
    public Head append(Append append) {
        commits++;
        if (commits < diesAt) {
            return alive().append(append);
        }
        if (afterwards) {
            alive().append(append);
        }
        dead = true;
        throw new Halt();
    }

    @Override
    public Head start(Append first) {
        return alive().start(first);
    }

    @Override
    public History read(RunId run, long afterSeq) {
        return alive().read(run, afterSeq);
    }

    @Override
    public Lease acquire(RunId run, String holder, Duration length) {
        return alive().acquire(run, holder, length);
    }

    @Override
    public Lease renew(Lease lease, Duration length) {
        return alive().renew(lease, length);
    }

    @Override
    public void release(Lease lease) {
        alive().release(lease);
    }

    @Override
    public Optional<RunFacts> find(RunId run) {
        return alive().find(run);
    }

    @Override
    public List<RunFacts> runs(RunFilter filter, int limit) {
        return alive().runs(filter, limit);
    }

    @Override
    public List<RunId> due(Instant now, int limit) {
        return alive().due(now, limit);
    }

    @Override
    public Instant now() {
        return alive().now();
    }

    @Override
    public Duration clockOffset() {
        return alive().clockOffset();
    }

    @Override
    public Outputs outputs() {
        return alive().outputs();
    }

    @Override
    public Outbox outbox() {
        return alive().outbox();
    }

    @Override
    public Changes changes() {
        return alive().changes();
    }

    @Override
    public void close() {
        // the real one is closed by its owner
    }
}
