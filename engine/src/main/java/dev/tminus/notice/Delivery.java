package dev.tminus.notice;

import dev.tminus.journal.Outbox;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Takes what waits in the outbox to where it is for: lane by lane, in order within each, until everything is there or
 * has to wait. Belongs to one thread.
 *
 * <p>Nothing is taken off the list before the medium has it, so a notice may arrive twice where the medium cannot say
 * whether it did, and never gets lost.
 */
public final class Delivery {

    /** Longer than any call of a medium may take, so that two processes never deliver one lane. */
    static final Duration CLAIM = Duration.ofSeconds(30);

    private final Outbox outbox;
    private final Function<String, Optional<Notifier>> notifiers;
    private final String holder;
    private final InstantSource clock;
    private final Patience patience = new Patience();
    private final AtomicLong delivered = new AtomicLong();

    /**
     * @param notifiers the notifier of a medium, made when it is first asked for
     * @param holder who delivers: unlike every other process
     */
    public Delivery(Outbox outbox, Function<String, Optional<Notifier>> notifiers, String holder, InstantSource clock) {
        this.outbox = outbox;
        this.notifiers = notifiers;
        this.holder = holder;
        this.clock = clock;
    }

    /** How many messages have arrived. May be asked from any thread. */
    public long delivered() {
        return delivered.get();
    }

    /** Delivers what can be delivered now. Returns when to look again, where something has to wait. */
    public Optional<Notifier.Again> pass() {
        Optional<Notifier.Again> next = Optional.empty();
        for (Outbox.Lane lane : outbox.lanes()) {
            next = sooner(next, lane(lane));
        }
        return next;
    }

    private static Optional<Notifier.Again> sooner(Optional<Notifier.Again> one, Optional<Notifier.Again> other) {
        return one.isEmpty()
                        || (other.isPresent()
                                && other.get().at().isBefore(one.get().at()))
                ? other
                : one;
    }

    private Optional<Notifier.Again> lane(Outbox.Lane lane) {
        if (lane.notBefore().filter(clock.instant()::isBefore).isPresent()) {
            return Optional.of(new Notifier.Again(lane.notBefore().get(), false));
        }
        Optional<Notifier> notifier =
                notifiers.apply(Address.ofLane(lane.name()).medium());
        if (notifier.isEmpty()) {
            return Optional.empty();
        }
        Optional<Outbox.Claim> claim = outbox.claim(lane.name(), holder, CLAIM);
        if (claim.isEmpty()) {
            return Optional.of(new Notifier.Again(clock.instant().plus(CLAIM), false));
        }
        try {
            return new LaneRound(outbox, notifier.get(), claim.get(), clock, patience, delivered::incrementAndGet).go();
        } finally {
            outbox.release(claim.get());
        }
    }

    /** The backlog in sentences, for people; nothing where nothing waits. */
    public static List<String> backlog(List<Outbox.Lane> lanes) {
        return lanes.stream()
                .map(lane -> "%d %s for %s %s since %s%s"
                        .formatted(
                                lane.waiting(),
                                lane.waiting() == 1 ? "message" : "messages",
                                lane.name().substring(lane.name().indexOf(' ') + 1),
                                lane.waiting() == 1 ? "waits" : "wait",
                                lane.oldest().truncatedTo(ChronoUnit.SECONDS),
                                lane.trouble().map(why -> ": " + why).orElse("")))
                .toList();
    }
}
