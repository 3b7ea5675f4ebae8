package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Expression;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Phase;
import dev.tminus.book.Plan;
import dev.tminus.book.Scope;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.forecast.Batches;
import dev.tminus.forecast.Forecast;
import dev.tminus.forecast.Interval;
import dev.tminus.forecast.StepForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long things should take. What was measured and scaled to this environment comes first, then what the runbook says,
 * then what the rehearsal took; rounds of a loop go by the rounds done so far.
 */
public final class Estimates {

    /** How far back the rounds of a loop are looked at. */
    private static final int ROUNDS = 20;

    private Estimates() {}

    /** The expected length of a step; empty where nobody knows. */
    public static Optional<Duration> of(Plan plan, RunState run, Place place, Instant now) {
        return interval(plan, run, place, now).map(Interval::expected);
    }

    /** The expected length of a phase: its steps one after the other, parallel ones side by side. */
    public static Duration of(Plan plan, RunState run, Phase phase, Instant now) {
        return sequence(plan, run, Places.of(phase), now);
    }

    /** The expected length of steps one after the other. */
    public static Duration sequence(Plan plan, RunState run, List<Place> places, Instant now) {
        return intervals(plan, run, places, now).expected();
    }

    /** Between which lengths steps one after the other should lie. */
    public static Interval intervals(Plan plan, RunState run, List<Place> places, Instant now) {
        return Interval.sequence(
                places.stream().map(place -> one(plan, run, place, now)).toList());
    }

    /** Between which lengths a step should lie, what it holds included; empty where nobody knows. */
    public static Optional<Interval> interval(Plan plan, RunState run, Place place, Instant now) {
        Optional<StepForecast> fixed = run.start().forecast().flatMap(forecast -> forecast.find(place.key()));
        return rounds(run, place)
                .or(() -> fixed.filter(forecast -> forecast.basis() != StepForecast.Basis.REHEARSED)
                        .map(StepForecast::time))
                .or(() -> written(plan, run, place, now).map(Interval::around))
                .or(() -> inside(plan, run, place, now))
                .or(() -> fixed.map(StepForecast::time))
                .or(() -> run.start()
                        .rehearsed()
                        .flatMap(past -> Optional.ofNullable(past.durations().get(place.key())))
                        .map(Interval::around));
    }

    /** What the runbook says. */
    public static Optional<Duration> written(Plan plan, RunState run, Place place, Instant now) {
        return place.step().timing().estimate().flatMap(template -> value(template, plan, run, place, now));
    }

    private static Interval one(Plan plan, RunState run, Place place, Instant now) {
        return isLeftOut(plan, run, place, now)
                ? Interval.NONE
                : interval(plan, run, place, now).orElse(Interval.NONE);
    }

    private static Optional<Interval> inside(Plan plan, RunState run, Place place, Instant now) {
        List<Interval> inner = Places.inside(plan, run, place).stream()
                .map(step -> one(plan, run, step, now))
                .toList();
        return Optional.of(Interval.parallel(inner, parallel(place.step()))).filter(sum -> !sum.isNone());
    }

    /** Whether this environment leaves it out whatever happens: its condition asks for nothing that is yet to come. */
    private static boolean isLeftOut(Plan plan, RunState run, Place place, Instant now) {
        boolean skipped = place.step()
                .conditions()
                .skipIn()
                .containsKey(plan.environment().name());
        return skipped
                || place.step()
                        .conditions()
                        .when()
                        .filter(when -> !when.source().contains("steps.")
                                && !when.source().contains("now"))
                        .map(when -> isFalse(when, Scopes.at(plan, run, place, now)))
                        .orElse(false);
    }

    private static boolean isFalse(Expression when, Scope scope) {
        try {
            return Boolean.FALSE.equals(when.evaluate(scope));
        } catch (ExpressionException notYetKnown) {
            return false;
        }
    }

    private static int parallel(Step step) {
        return step.loop()
                .map(Step.Loop::parallel)
                .orElse(step.action() instanceof Action.Steps steps ? steps.parallel() : 1);
    }

    /** A round to come, by those done: what production says itself is worth more than any rehearsal. */
    private static Optional<Interval> rounds(RunState run, Place place) {
        int bracket = place.key().lastIndexOf('[');
        if (!place.isIteration() || place.holdsSteps() || bracket < 0) {
            return Optional.empty();
        }
        int turn =
                Integer.parseInt(place.key().substring(bracket + 1, place.key().length() - 1));
        List<Duration> done = new ArrayList<>();
        for (int n = Math.max(1, turn - ROUNDS); n < turn; n++) {
            run.step(place.key().substring(0, bracket) + "[" + n + "]")
                    .workedFor()
                    .ifPresent(done::add);
        }
        return Batches.each(done);
    }

    /** The forecast a run was given at its start; none where nothing was known. */
    public static Forecast fixed(RunState run) {
        return run.start().forecast().orElse(Forecast.NONE);
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
