package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Durations;
import dev.tminus.forecast.Interval;
import dev.tminus.forecast.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a checklist: a step and how it stands.
 *
 * @param key its name in the journal and on the command line
 * @param action the word of its action, {@code pg.migrate}
 * @param between the lengths it should lie between
 * @param pace whether it takes far longer, or took far less, than that
 * @param reason why it failed, was skipped or is unknown; empty text otherwise
 * @param each the iterations of a loop
 * @param steps what is inside it, and the parts of its undo once they began
 */
public record StepLine(
        String key,
        String id,
        String name,
        String action,
        List<String> by,
        StepStatus status,
        boolean tolerated,
        int attempt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Duration> expected,
        Optional<Interval> between,
        Pace pace,
        String reason,
        Optional<OutputRef> output,
        Optional<Wait> waiting,
        List<StepLine> each,
        List<StepLine> steps) {

    public StepLine {
        by = List.copyOf(by);
        each = List.copyOf(each);
        steps = List.copyOf(steps);
    }

    /** How long it took, or has taken by now. */
    public Optional<Duration> duration(Instant now) {
        return startedAt.map(start -> Durations.lapse(start, endedAt.orElse(now)));
    }

    /** Whether it is finished one way or another. */
    public boolean isSettled() {
        return status.isSettled() || tolerated;
    }

    /** Whether a person performs it. */
    public boolean isPeoples() {
        return List.of("manual", "approve", "decide", "ask").contains(action);
    }

    static StepLine of(Moment moment, Place place) {
        StepState state = moment.state(place);
        // What is inside a step that was left out is not still to come.
        List<StepLine> inside = Places.inside(moment.plan(), moment.run(), place).stream()
                .filter(inner ->
                        !state.is(StepStatus.SKIPPED) || !moment.state(inner).is(StepStatus.PENDING))
                .map(inner -> of(moment, inner))
                .toList();
        List<StepLine> undo = new java.util.ArrayList<>();
        for (int n = 1; n <= place.step().effect().undo().size() && !place.isLoop(); n++) {
            Place part = place.undo(n);
            if (!moment.state(part).is(StepStatus.PENDING)) {
                undo.add(of(moment, part));
            }
        }
        undo.addAll(0, place.isLoop() ? List.of() : inside);
        Optional<Interval> between = state.is(StepStatus.SKIPPED) ? Optional.empty() : between(moment, place);
        return new StepLine(
                place.key(),
                place.step().id(),
                place.step().name(),
                word(place),
                place.by(),
                state.status(),
                state.tolerated(),
                state.attempt().number(),
                state.attempt().firstStartedAt(),
                state.attempt().endedAt(),
                state.attempt().expected().or(() -> between.map(Interval::expected)),
                between,
                between.map(interval -> pace(moment, place, interval)).orElse(Pace.AS_EXPECTED),
                state.reason(),
                state.product().output(),
                state.waiting(),
                place.isLoop() ? inside : List.of(),
                undo);
    }

    /** What a started step was expected to take, else what it is expected to take by now. */
    private static Optional<Interval> between(Moment moment, Place place) {
        Optional<Interval> now = Estimates.interval(moment.plan(), moment.run(), place, moment.now());
        Optional<Duration> then = moment.state(place).attempt().expected();
        boolean moved = then.isPresent()
                && !now.map(Interval::expected).map(Duration::toMillis).equals(then.map(Duration::toMillis));
        return moved ? then.map(Interval::around) : now;
    }

    /** A step that people have a part in, or that only holds others, has no pace of its own. */
    private static Pace pace(Moment moment, Place place, Interval between) {
        StepState state = moment.state(place);
        if (!Walk.isOutside(place.step()) || state.performed()) {
            return Pace.AS_EXPECTED;
        }
        if (state.is(StepStatus.RUNNING)) {
            return state.attempt()
                    .startedAt()
                    .map(from -> Pace.running(between, Durations.lapse(from, moment.now())))
                    .orElse(Pace.AS_EXPECTED);
        }
        return state.workedFor().map(took -> Pace.of(between, took)).orElse(Pace.AS_EXPECTED);
    }

    private static String word(Place place) {
        Action action = place.step().action();
        return place.isLoop() && place.step().holdsSteps() ? "for_each" : action.key();
    }
}
