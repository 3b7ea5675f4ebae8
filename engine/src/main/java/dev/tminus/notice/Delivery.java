package dev.tminus.notice;

import dev.tminus.journal.Outbox;
import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Takes what waits in the outbox to where it is for: lane by lane, in order within each, until everything is there or
 * has to wait. Belongs to one thread, but for what says otherwise.
 *
 * <p>Nothing is taken off the list before the medium has it, so a notice may arrive twice where the medium cannot say
 * whether it did, and never gets lost.
 */
public final class Delivery {

    /** Longer than any call of a medium may take, so that two processes never deliver one lane. */
    static final Duration CLAIM = Duration.ofSeconds(30);

    private final Function<String, Optional<Notifier>> notifiers;
    private final String holder;
    final Outbox outbox;
    final InstantSource clock;
    final Hiding hiding;
    final Patience patience = new Patience();
    private volatile Optional<Instant> editDue = Optional.empty();
    private volatile Optional<Underway> underway = Optional.empty();
    private volatile boolean left;
    private Optional<RunId> first = Optional.empty();

    /** What is being delivered. */
    private record Underway(Outbox.Claim claim, Notifier notifier) {}

    /**
     * @param notifiers the notifier of a medium, made when it is first asked for
     * @param holder who delivers: unlike every other process
     */
    public Delivery(
            Outbox outbox,
            Function<String, Optional<Notifier>> notifiers,
            Hiding hiding,
            String holder,
            InstantSource clock) {
        this.outbox = outbox;
        this.notifiers = notifiers;
        this.hiding = hiding;
        this.holder = holder;
        this.clock = clock;
    }

    /** Serves the lanes of this run before others, which may have waited for long: its command may be gone soon. */
    public Delivery serving(RunId run) {
        first = Optional.of(run);
        return this;
    }

    /** Delivers what can be delivered now. Returns when to look again, where something has to wait. */
    public Optional<Notifier.Again> pass() {
        Optional<Notifier.Again> next = Optional.empty();
        Optional<Notifier.Again> edit = Optional.empty();
        List<Outbox.Lane> lanes = new ArrayList<>(outbox.lanes());
        lanes.sort(Comparator.comparing(lane -> !first.equals(Optional.of(lane.run()))));
        for (Outbox.Lane lane : lanes) {
            Optional<Notifier.Again> again = left ? Optional.empty() : lane(lane);
            next = sooner(next, again);
            edit = sooner(edit, again.filter(Notifier.Again::isEdit));
        }
        editDue = edit.map(Notifier.Again::at);
        return next;
    }

    /**
     * When the next edit of a standing may be made that only has to keep its distance from the one before, as the last
     * pass left it. May be asked from any thread.
     */
    Optional<Instant> editDue() {
        return editDue;
    }

    /** Sends, so that others can see to it that this ends. */
    Notifier.Reply send(Outbox.Claim claim, Notifier notifier, Notifier.Letter letter) {
        if (letter.notice().kind() != Notice.Kind.STATUS) {
            editDue = Optional.empty();
        }
        underway = Optional.of(new Underway(claim, notifier));
        try {
            return notifier.send(letter);
        } finally {
            underway = Optional.empty();
        }
    }

    /** Whether a medium's answer is waited for. May be asked from any thread. */
    boolean isAsking() {
        return underway.map(now -> now.notifier().isAsking()).orElse(false);
    }

    /** Begins nothing more. May be called from any thread. */
    void leave() {
        left = true;
    }

    boolean isLeft() {
        return left;
    }

    /** Makes what is under way end: it is noted, and the lane given back. May be called from any thread. */
    void hangUp() {
        underway.ifPresent(now -> now.notifier().hangUp());
    }

    /** Gives the lane back although its delivery hangs for good, so that the next process need not wait for it. */
    void abandon() {
        underway.ifPresent(now -> outbox.release(now.claim()));
    }

    private static Optional<Notifier.Again> sooner(Optional<Notifier.Again> one, Optional<Notifier.Again> other) {
        return one.isEmpty()
                        || (other.isPresent()
                                && other.get().at().isBefore(one.get().at()))
                ? other
                : one;
    }

    private Optional<Notifier.Again> lane(Outbox.Lane lane) {
        Optional<Instant> rests = Stream.concat(lane.notBefore().stream(), patience.until(lane.name()).stream())
                .filter(clock.instant()::isBefore)
                .max(Instant::compareTo);
        if (rests.isPresent()) {
            return rests.map(until -> new Notifier.Again(until, false));
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
            return new LaneRound(this, notifier.get(), claim.get()).go();
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
