package dev.tminus.app.report;

import dev.tminus.run.StepState;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A step in the report: planned beside actual.
 *
 * @param depth how many steps it lies within
 * @param holds whether it only holds other steps
 * @param standIn the executable that stood in for its action
 * @param noReturn whether going back loses something once it is done
 * @param planned when it was planned to begin
 * @param people who acted on it, with the way they did
 */
record Row(
        String key,
        String name,
        int depth,
        String action,
        boolean holds,
        Optional<String> standIn,
        boolean noReturn,
        List<String> by,
        Optional<Instant> planned,
        Optional<Duration> expected,
        StepState state,
        List<Span> spans,
        List<String> people) {

    /** What the table of steps says of each. */
    static final List<String> COLUMNS = List.of(
            "Step",
            "Planned",
            "Expected",
            "Began",
            "Ended",
            "Took",
            "Difference",
            "Waited for people",
            "Attempts",
            "State",
            "Who and why");

    Row {
        by = List.copyOf(by);
        spans = List.copyOf(spans);
        people = List.copyOf(people);
    }

    StepStatus status() {
        return state.status();
    }

    /** The word for how it stands. */
    String word() {
        return state.tolerated() ? status().word() + ", went on" : status().word();
    }

    int attempts() {
        return state.attempt().number();
    }

    /** Why it stands so, or what it waits for. */
    String reason() {
        return state.reason().isEmpty() && !state.isSettled()
                ? state.waiting().map(wait -> wait.detail()).orElse("")
                : state.reason();
    }

    Optional<Instant> began() {
        return spans.stream()
                .map(Span::from)
                .findFirst()
                .or(() -> state.attempt().firstStartedAt());
    }

    /** Its last end; empty while it is under way. */
    Optional<Instant> ended() {
        return spans.stream()
                .reduce((first, second) -> second)
                .filter(last -> last.end() != Span.End.OPEN)
                .map(Span::to)
                .or(() -> state.isSettled() ? state.attempt().endedAt() : Optional.empty());
    }

    /** Whether a person performs it. */
    boolean isPeoples() {
        return List.of("manual", "approve", "decide", "ask").contains(action);
    }

    /** The time that compares with what was expected; empty where it never began. */
    Optional<Duration> actual() {
        if (began().isEmpty() || (status() == StepStatus.SKIPPED && attempts() == 0)) {
            return Optional.empty();
        }
        Span.Kind kind = isPeoples() ? Span.Kind.PEOPLE : action.equals("wait") ? Span.Kind.TIME : Span.Kind.WORK;
        return Optional.of(Span.covered(spans, kind));
    }

    /** The time it stood still for a person although a machine performs it; or that a person needed for it. */
    Duration waited() {
        return Span.covered(spans, Span.Kind.PEOPLE);
    }

    /** How much longer it took than expected. */
    Optional<Duration> difference() {
        return state.isSettled() ? expected.flatMap(plan -> actual().map(took -> took.minus(plan))) : Optional.empty();
    }
}
