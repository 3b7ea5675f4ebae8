package dev.tminus.run;

import dev.tminus.book.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A phase or a scenario as a part of a checklist.
 *
 * @param at when it is planned to begin
 * @param when how the runbook says so: {@code T-7d}; empty text when it follows the one before
 */
public record PhaseLine(
        String id,
        String name,
        StepStatus status,
        String when,
        Optional<Instant> at,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Duration estimate,
        List<StepLine> steps) {

    public PhaseLine {
        steps = List.copyOf(steps);
    }

    static PhaseLine of(Moment moment, Phase phase) {
        PhaseState state = moment.run().phase(phase.id());
        return new PhaseLine(
                phase.id(),
                phase.name(),
                state.status(),
                phase.start().toString(),
                PhaseTimes.planned(moment.run(), phase),
                state.startedAt(),
                state.endedAt(),
                Estimates.of(moment.plan(), moment.run(), phase, moment.now()),
                Places.of(phase).stream()
                        .map(place -> StepLine.of(moment, place))
                        .toList());
    }

    /** All its lines, outside in. */
    public Stream<StepLine> all() {
        return steps.stream().flatMap(PhaseLine::withInside);
    }

    static Stream<StepLine> withInside(StepLine line) {
        return Stream.concat(
                Stream.of(line),
                Stream.concat(line.each().stream(), line.steps().stream()).flatMap(PhaseLine::withInside));
    }
}
