package dev.tminus.run;

import dev.tminus.book.ExpressionException;
import dev.tminus.book.Phase;
import dev.tminus.book.Plan;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How long things should take: as rehearsed, else as the runbook says. */
public final class Estimates {

    private Estimates() {}

    /** The expected length of a step; empty where nobody knows. */
    public static Optional<Duration> of(Plan plan, RunState run, Place place, Instant now) {
        Optional<Duration> written =
                place.step().timing().estimate().flatMap(template -> value(template, plan, run, place, now));
        return written.or(() -> run.start()
                .rehearsed()
                .flatMap(past -> Optional.ofNullable(past.durations().get(place.key()))));
    }

    /** The expected length of a phase: its steps one after the other, parallel ones as the longest. */
    public static Duration of(Plan plan, RunState run, Phase phase, Instant now) {
        return sequence(plan, run, Places.of(phase), now);
    }

    /** The expected length of steps one after the other. */
    public static Duration sequence(Plan plan, RunState run, List<Place> places, Instant now) {
        return places.stream().map(place -> one(plan, run, place, now)).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration one(Plan plan, RunState run, Place place, Instant now) {
        Optional<Duration> own = of(plan, run, place, now);
        if (own.isPresent() || !place.holdsSteps()) {
            return own.orElse(Duration.ZERO);
        }
        List<Duration> inner = Places.inside(plan, run, place).stream()
                .map(step -> one(plan, run, step, now))
                .toList();
        return parallel(place.step()) > 1
                ? inner.stream().max(Duration::compareTo).orElse(Duration.ZERO)
                : inner.stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static int parallel(Step step) {
        return step.loop()
                .map(Step.Loop::parallel)
                .orElse(step.action() instanceof dev.tminus.book.Action.Steps steps ? steps.parallel() : 1);
    }

    private static Optional<Duration> value(Template template, Plan plan, RunState run, Place place, Instant now) {
        try {
            return template.resolve(Scopes.at(plan, run, place, now)) instanceof Duration duration
                    ? Optional.of(duration)
                    : Optional.empty();
        } catch (ExpressionException notYetKnown) {
            return Optional.empty();
        }
    }
}
