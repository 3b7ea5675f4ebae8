package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Notices kept in this process. Every method holds its monitor. */
final class MemoryOutbox implements Outbox {
    private final InstantSource clock;
    private final Map<Long, Pending> waiting = new TreeMap<>();
    private final Map<Long, Instant> queuedAt = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Held> lanes = new HashMap<>();
    private long last;

    MemoryOutbox(InstantSource clock) {
        this.clock = clock;
    }

    /** What is known of a lane. */
    private record Held(
            @Nullable String holder,
            Instant until,
            String memory,
            Optional<String> trouble,
            Optional<Instant> notBefore) {
        static final Held NEW = new Held(null, Instant.MIN, "", Optional.empty(), Optional.empty());
    }

    @Override
    public synchronized void queue(RunId run, Append.Notice notice) {
        if (keys.add(notice.key())) {
            last++;
            waiting.put(last, new Pending(last, run, notice));
            queuedAt.put(last, clock.instant());
        }
    }

    @Override
    public synchronized List<Pending> pending(int limit) {
        return waiting.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized List<Pending> pending(String lane, int limit) {
        return waiting.values().stream()
                .filter(pending -> pending.notice().lane().equals(lane))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Lane> lanes() {
        Map<String, Lane> found = new LinkedHashMap<>();
        waiting.forEach((id, pending) -> found.merge(
                pending.notice().lane(),
                lane(pending, queuedAt.getOrDefault(id, Instant.MIN)),
                (first, more) -> new Lane(
                        first.name(),
                        first.run(),
                        first.waiting() + 1,
                        first.oldest(),
                        first.trouble(),
                        first.notBefore())));
        return List.copyOf(found.values());
    }

    private Lane lane(Pending pending, Instant oldest) {
        Held held = lanes.getOrDefault(pending.notice().lane(), Held.NEW);
        return new Lane(pending.notice().lane(), pending.run(), 1, oldest, held.trouble(), held.notBefore());
    }

    @Override
    public synchronized Optional<Claim> claim(String lane, String holder, Duration length) {
        Held held = lanes.getOrDefault(lane, Held.NEW);
        boolean others = held.holder() != null
                && !held.holder().equals(holder)
                && clock.instant().isBefore(held.until());
        if (others) {
            return Optional.empty();
        }
        lanes.put(
                lane, new Held(holder, clock.instant().plus(length), held.memory(), held.trouble(), held.notBefore()));
        return Optional.of(new Claim(lane, holder, held.memory()));
    }

    @Override
    public synchronized boolean keep(Claim claim, Progress progress, Duration length) {
        if (!claim.holder().equals(lanes.getOrDefault(claim.lane(), Held.NEW).holder())) {
            return false;
        }
        lanes.put(
                claim.lane(),
                new Held(
                        claim.holder(),
                        clock.instant().plus(length),
                        progress.memory(),
                        progress.trouble(),
                        progress.notBefore()));
        progress.delivered().forEach(this::markDelivered);
        return true;
    }

    @Override
    public synchronized void release(Claim claim) {
        lanes.computeIfPresent(
                claim.lane(),
                (lane, held) -> claim.holder().equals(held.holder())
                        ? new Held(null, Instant.MIN, held.memory(), held.trouble(), held.notBefore())
                        : held);
    }

    @Override
    public synchronized void markDelivered(long id) {
        waiting.remove(id);
        queuedAt.remove(id);
    }
}
