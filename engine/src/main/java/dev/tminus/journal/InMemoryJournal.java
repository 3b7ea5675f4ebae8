package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A journal that is gone with its process: for tests and for trying a runbook out. Every method holds its monitor. */
public final class InMemoryJournal implements Journal {
    private final InstantSource clock;
    private final Map<RunId, Kept> runs = new HashMap<>();
    private final Map<String, RunId> locks = new HashMap<>();
    private final MemoryOutputs outputs = new MemoryOutputs();
    private final MemoryOutbox outbox;
    private long writes;

    public InMemoryJournal(InstantSource clock) {
        this.clock = clock;
        this.outbox = new MemoryOutbox(clock);
    }

    private static final class Kept {
        final List<String> lines = new ArrayList<>();
        Head head = Head.EMPTY;
        RunFacts facts;
        long epoch;
        Optional<Lease> lease = Optional.empty();

        Kept(RunFacts facts) {
            this.facts = facts;
        }
    }

    @Override
    public synchronized Head start(Append first) {
        if (runs.containsKey(first.run())) {
            throw new RunExistsException(first.run());
        }
        Kept kept = new Kept(first.facts());
        Head head = write(kept, first);
        runs.put(first.run(), kept);
        return head;
    }

    @Override
    public synchronized Head append(Append append) {
        return write(kept(append.run()), append);
    }

    private Head write(Kept kept, Append append) {
        OptionalLong epoch = append.epoch();
        if (epoch.isPresent() && epoch.getAsLong() != kept.epoch) {
            throw new FencedException(append.run(), epoch.getAsLong(), kept.epoch);
        }
        if (!kept.head.equals(append.expected())) {
            throw new StaleHeadException(append.run(), append.expected(), kept.head);
        }
        NewLines lines = NewLines.of(append);
        takeLocks(append);
        kept.lines.addAll(lines.lines());
        kept.head = lines.head();
        kept.facts = append.facts();
        append.release().forEach(name -> locks.remove(name, append.run()));
        append.notices().forEach(notice -> outbox.queue(append.run(), notice));
        writes++;
        notifyAll();
        return kept.head;
    }

    private void takeLocks(Append append) {
        for (String name : append.take()) {
            RunId holder = locks.getOrDefault(name, append.run());
            if (!holder.equals(append.run())) {
                throw new LockHeldException(name, holder);
            }
        }
        append.take().forEach(name -> locks.put(name, append.run()));
    }

    private Kept kept(RunId run) {
        return Optional.ofNullable(runs.get(run)).orElseThrow(() -> new UnknownRunException(run));
    }

    @Override
    public synchronized History read(RunId run, long afterSeq) {
        Kept kept = kept(run);
        int from = (int) Math.min(afterSeq, kept.lines.size());
        Head before = from == 0 ? Head.EMPTY : new Head(from, HashChain.hash(kept.lines.get(from - 1)));
        return History.of(run, before, kept.lines.subList(from, kept.lines.size()), kept.head);
    }

    @Override
    public synchronized Lease acquire(RunId run, String holder, Duration length) {
        Kept kept = kept(run);
        kept.lease
                .filter(lease -> lease.until().isAfter(now()) && !lease.holder().equals(holder))
                .ifPresent(lease -> {
                    throw new LeaseHeldException(run, lease.holder(), lease.until());
                });
        kept.epoch++;
        Lease lease = new Lease(run, holder, kept.epoch, now().plus(length));
        kept.lease = Optional.of(lease);
        return lease;
    }

    @Override
    public synchronized Lease renew(Lease lease, Duration length) {
        Kept kept = kept(lease.run());
        if (kept.epoch != lease.epoch()) {
            throw new FencedException(lease.run(), lease.epoch(), kept.epoch);
        }
        Lease renewed = new Lease(lease.run(), lease.holder(), lease.epoch(), now().plus(length));
        kept.lease = Optional.of(renewed);
        return renewed;
    }

    @Override
    public synchronized void release(Lease lease) {
        Kept kept = kept(lease.run());
        if (kept.epoch == lease.epoch()) {
            kept.lease = Optional.empty();
        }
    }

    @Override
    public synchronized Optional<RunFacts> find(RunId run) {
        return Optional.ofNullable(runs.get(run)).map(kept -> kept.facts);
    }

    @Override
    public synchronized List<RunFacts> runs(RunFilter filter, int limit) {
        return runs.values().stream()
                .map(kept -> kept.facts)
                .filter(filter::accepts)
                .sorted(Comparator.comparing(RunFacts::startedAt)
                        .thenComparing(facts -> facts.run().value())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<RunId> due(Instant now, int limit) {
        return runs.values().stream()
                .map(kept -> kept.facts)
                .filter(facts ->
                        facts.wakeAt().filter(wake -> !wake.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(facts -> facts.wakeAt().orElseThrow()))
                .limit(limit)
                .map(RunFacts::run)
                .toList();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Duration clockOffset() {
        return Duration.ZERO;
    }

    @Override
    public Outputs outputs() {
        return outputs;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public synchronized Changes changes() {
        return new Listener(writes);
    }

    @Override
    public void close() {
        // nothing is held
    }

    private final class Listener implements Changes {
        private long seen;

        Listener(long seen) {
            this.seen = seen;
        }

        @Override
        public boolean await(Duration time) {
            synchronized (InMemoryJournal.this) {
                long end = System.nanoTime() + time.toNanos();
                for (long left = time.toNanos(); seen == writes && left > 0; left = end - System.nanoTime()) {
                    try {
                        InMemoryJournal.this.wait(left / 1_000_000, (int) (left % 1_000_000));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    }
                }
                boolean changed = seen != writes;
                seen = writes;
                return changed;
            }
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
