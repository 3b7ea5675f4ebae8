package dev.tminus.journal;

import static java.util.Objects.requireNonNull;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.util.List;
import java.util.OptionalLong;

/**
 * One write to a run.
 *
 * @param expected the head the events follow; the write is refused when the run has moved on
 * @param epoch the writing engine's epoch; absent for what people ask for, which needs no lease
 * @param events at least one
 * @param facts what the run list shall say from now on
 * @param take names of locks that no other run may hold
 * @param release names of locks that are given back; those the run does not hold are passed over
 * @param notices what shall be delivered once the events are there
 */
public record Append(
        Head expected,
        OptionalLong epoch,
        List<RunEvent> events,
        RunFacts facts,
        List<String> take,
        List<String> release,
        List<Notice> notices) {

    /** A message for the outbox: an opaque line, delivered in order within its lane and once per key. */
    public record Notice(String lane, String key, String line) {
        public Notice {
            requireNonNull(lane, "lane");
            requireNonNull(key, "key");
            requireNonNull(line, "line");
        }
    }

    public Append {
        requireNonNull(expected, "expected");
        requireNonNull(facts, "facts");
        events = List.copyOf(events);
        take = take.stream().distinct().sorted().toList();
        release = List.copyOf(release);
        notices = List.copyOf(notices);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("events must not be empty");
        }
    }

    /** A write that carries no epoch: a person's request, or the start of a run. */
    public static Append of(Head expected, RunFacts facts, List<? extends RunEvent> events) {
        return new Append(expected, OptionalLong.empty(), List.copyOf(events), facts, List.of(), List.of(), List.of());
    }

    public Append fencedBy(Lease lease) {
        return new Append(expected, OptionalLong.of(lease.epoch()), events, facts, take, release, notices);
    }

    public Append taking(List<String> locks) {
        return new Append(expected, epoch, events, facts, locks, release, notices);
    }

    public Append releasing(List<String> locks) {
        return new Append(expected, epoch, events, facts, take, locks, notices);
    }

    public Append notifying(List<Notice> messages) {
        return new Append(expected, epoch, events, facts, take, release, messages);
    }

    public RunId run() {
        return facts.run();
    }

    /** Whether nothing but events and facts is written: the way of nearly every step. */
    public boolean isPlain() {
        return take.isEmpty() && release.isEmpty() && notices.isEmpty();
    }
}
