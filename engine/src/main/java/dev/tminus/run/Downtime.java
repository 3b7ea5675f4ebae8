package dev.tminus.run;

import dev.tminus.book.Durations;
import dev.tminus.book.Plan;
import dev.tminus.book.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How long users were without the service: the time covered by the effects and steps that say so. */
public final class Downtime {

    private Downtime() {}

    private record Span(Instant from, Instant to) {}

    /** The total so far; spans that overlap count once. */
    public static Duration of(Plan plan, RunState run, Instant now) {
        List<Span> spans = new ArrayList<>(Places.all(plan, run)
                .filter(place -> place.step().effect().impact() != Step.Impact.NONE)
                .filter(place -> !place.isLoop())
                .map(place -> span(place, run.step(place.key()), now))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Span::from))
                .toList());
        Duration total = Duration.ZERO;
        Instant covered = Instant.MIN;
        for (Span span : spans) {
            Instant from = span.from().isAfter(covered) ? span.from() : covered;
            if (span.to().isAfter(from)) {
                total = total.plus(Durations.lapse(from, span.to()));
                covered = span.to();
            }
        }
        return total;
    }

    private static Optional<Span> span(Place place, StepState state, Instant now) {
        return state.attempt().startedAt().map(from -> {
            boolean whileOpen = place.step().effect().impact() == Step.Impact.EFFECT;
            Instant to = whileOpen && state.effect().status() != EffectState.Status.NONE
                    ? state.effect().isOpen() ? now : state.effect().endedAt().orElse(now)
                    : state.attempt().endedAt().orElse(now);
            return new Span(from, to);
        });
    }
}
