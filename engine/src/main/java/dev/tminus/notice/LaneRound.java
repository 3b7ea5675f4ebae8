package dev.tminus.notice;

import dev.tminus.journal.Outbox;
import dev.tminus.journal.Outbox.Pending;
import dev.tminus.notice.Notifier.Again;
import dev.tminus.notice.Notifier.Letter;
import dev.tminus.notice.Notifier.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One lane, delivered as far as it goes. */
final class LaneRound {

    /** Read at a time; a lane that waits for longer is read in several goes. */
    private static final int BATCH = 200;

    private final Delivery delivery;
    private final Outbox outbox;
    private final Notifier notifier;
    private final Outbox.Claim claim;
    private final InstantSource clock;
    private LaneMemory memory;

    /** Older ones would tell nobody anything new, for example where a medium is set up weeks later. */
    private static final Duration STALE = Duration.ofDays(7);

    /** A queued notice that was read. */
    private record Item(long id, String key, Notice notice) {
        boolean isStanding() {
            return notice.kind() == Notice.Kind.STATUS;
        }
    }

    LaneRound(Delivery delivery, Notifier notifier, Outbox.Claim claim) {
        this.delivery = delivery;
        this.outbox = delivery.outbox;
        this.clock = delivery.clock;
        this.notifier = notifier;
        this.claim = claim;
        this.memory = LaneMemory.read(claim.memory());
    }

    Optional<Again> go() {
        while (true) {
            List<Pending> read = outbox.pending(claim.lane(), BATCH);
            List<Item> items = read.stream().map(LaneRound::item).toList();
            if (items.isEmpty()) {
                return Optional.empty();
            }
            List<Item> stale = items.stream().filter(this::isStale).toList();
            if (!stale.isEmpty() && !keep(stale)) {
                return lost();
            }
            Optional<Again> stopped =
                    batch(items.stream().filter(item -> !isStale(item)).toList());
            if (stopped.isPresent() || read.size() < BATCH) {
                return stopped;
            }
        }
    }

    private boolean isStale(Item item) {
        return item.notice().at().isBefore(clock.instant().minus(STALE));
    }

    private static Item item(Pending pending) {
        return new Item(
                pending.id(),
                pending.notice().key(),
                Notice.read(pending.notice().line()));
    }

    /** What shows the standing comes first in a lane, because everything else belongs to it; later it may wait. */
    private Optional<Again> batch(List<Item> items) {
        List<Item> standings = items.stream().filter(Item::isStanding).toList();
        boolean shows = notifier.showsStanding() && !standings.isEmpty();
        if (!notifier.showsStanding() && !standings.isEmpty() && !keep(standings)) {
            return lost();
        }
        if (shows && !memory.isBegun()) {
            Optional<Again> stopped = send(last(standings), standings);
            if (stopped.isPresent()) {
                return stopped;
            }
            shows = false;
        }
        for (Item item : items) {
            Optional<Again> stopped = item.isStanding() ? Optional.empty() : send(item, List.of(item));
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        return shows ? edit(standings) : Optional.empty();
    }

    private static Item last(List<Item> items) {
        return items.get(items.size() - 1);
    }

    private Optional<Again> edit(List<Item> standings) {
        if (memory.shows(last(standings).notice())) {
            return keep(standings) ? Optional.empty() : lost();
        }
        Instant due = memory.editedAt().plus(notifier.betweenEdits());
        return clock.instant().isBefore(due) ? Optional.of(new Again(due, true)) : send(last(standings), standings);
    }

    /** Sends one, which stands for all of these. */
    private Optional<Again> send(Item item, List<Item> through) {
        if (delivery.isLeft()) {
            return Optional.of(new Again(clock.instant(), false));
        }
        boolean mayHaveArrived = memory.trying().equals(item.key());
        if (notifier.reconciles() && !mayHaveArrived) {
            memory = memory.about(item.key());
            if (!keep(List.of())) {
                return lost();
            }
        }
        if (item.isStanding()) {
            memory = memory.editedAt(clock.instant());
        }
        Notice safe = item.notice()
                .reworded(text -> delivery.hiding.hide(item.notice().run(), text));
        Reply reply = delivery.send(
                claim,
                notifier,
                new Letter(Address.ofLane(claim.lane()), item.key(), safe, memory.own(), mayHaveArrived));
        if (reply instanceof Reply.Delivered delivered) {
            delivery.patience.forget(claim.lane());
            memory = memory.with(delivered.memory());
            memory = item.isStanding() ? memory.showing(item.notice()) : memory;
            return keep(through) ? Optional.empty() : lost();
        }
        return later((Reply.Later) reply, mayHaveArrived);
    }

    private Optional<Again> later(Reply.Later later, boolean mayHaveArrived) {
        if (!later.unsure() && !mayHaveArrived) {
            memory = memory.about("");
        }
        Optional<Instant> asked = later.after().map(clock.instant()::plus);
        outbox.keep(
                claim, new Outbox.Progress(memory.text(), List.of(), Optional.of(later.why()), asked), Delivery.CLAIM);
        return Optional.of(
                new Again(asked.orElseGet(() -> delivery.patience.after(claim.lane(), clock.instant())), false));
    }

    private boolean keep(List<Item> through) {
        List<Long> ids = new ArrayList<>();
        through.forEach(item -> ids.add(item.id()));
        return outbox.keep(
                claim, new Outbox.Progress(memory.text(), ids, Optional.empty(), Optional.empty()), Delivery.CLAIM);
    }

    /** Another process delivers this lane by now. */
    private Optional<Again> lost() {
        return Optional.of(new Again(clock.instant().plus(Duration.ofSeconds(1)), false));
    }
}
