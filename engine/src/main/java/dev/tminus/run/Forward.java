package dev.tminus.run;

import dev.tminus.book.ExpressionException;
import dev.tminus.book.Lock;
import dev.tminus.book.Phase;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way forward: phases in order, each at its time. */
final class Forward {

    private Forward() {}

    static List<Command> next(Moment moment) {
        for (Phase phase : moment.plan().runbook().phases()) {
            switch (moment.run().phase(phase.id()).status()) {
                case DONE, SKIPPED -> {}
                case RUNNING -> {
                    return Walk.sequence(moment, phase.steps(), new Place.Home.InPhase(phase))
                            .orElseGet(() -> end(moment, phase));
                }
                case PENDING, WAITING, FAILED, UNDONE, CLOSED, UNKNOWN -> {
                    return begin(moment, phase);
                }
            }
        }
        return Backward.end(moment, RunStatus.SUCCEEDED);
    }

    private static List<Command> end(Moment moment, Phase phase) {
        List<Command> all = new ArrayList<>();
        all.add(new Command.Append(new RunEvent.PhaseEnded(moment.now(), phase.id())));
        if (Locks.endsWith(moment.plan().runbook(), phase)) {
            moment.run()
                    .locks()
                    .forEach(name -> all.add(new Command.Append(new RunEvent.LockReleased(moment.now(), name))));
        }
        return all;
    }

    private static List<Command> begin(Moment moment, Phase phase) {
        try {
            if (phase.when().isPresent()
                    && !Boolean.TRUE.equals(
                            phase.when().get().evaluate(Scopes.of(moment.plan(), moment.run(), moment.now())))) {
                return List.of(new Command.Append(new RunEvent.PhaseSkipped(
                        moment.now(),
                        phase.id(),
                        "its condition is false: " + phase.when().get().source())));
            }
        } catch (ExpressionException unclear) {
            return ask(moment, phase, WaitKind.FAILURE, unclear.getMessage());
        }
        Optional<Instant> due = due(moment, phase);
        if (due.isPresent() && moment.now().isBefore(due.get())) {
            return List.of(new Command.WakeAt(due.get()));
        }
        Optional<String> unmet = unmet(moment, phase);
        if (unmet.isPresent()) {
            return ask(moment, phase, WaitKind.TIME, unmet.get());
        }
        return Gate.before(moment, phase)
                .or(() -> lock(moment, phase))
                .orElseGet(() -> List.of(new Command.Append(new RunEvent.PhaseStarted(moment.now(), phase.id()))));
    }

    /** When a phase is due; empty where it follows the one before, or nothing waits for dates. */
    private static Optional<Instant> due(Moment moment, Phase phase) {
        if (moment.immediate()) {
            return Optional.empty();
        }
        return PhaseTimes.planned(moment.run(), phase);
    }

    /** Why the phase may not begin yet, in a sentence that says what to do. */
    private static Optional<String> unmet(Moment moment, Phase phase) {
        if (!moment.immediate() && needsWindow(phase) && moment.run().window().isEmpty()) {
            return Optional.of("the run has no window; set one with: tminus reschedule %s --window ... --reason ..."
                    .formatted(moment.run().start().id()));
        }
        for (Phase.Requirement requirement : phase.requires()) {
            Optional<Phase> required = moment.plan().phase(requirement.phase());
            if (required.isEmpty()) {
                continue;
            }
            Optional<Place> failed = Places.of(required.get()).stream()
                    .flatMap(place -> Places.withInside(moment.plan(), moment.run(), place))
                    .filter(place -> moment.state(place).tolerated())
                    .findFirst();
            if (failed.isPresent()) {
                return Optional.of(
                        "phase %s requires %s, whose step %s failed; do it again with: tminus rerun %s %s --reason ..."
                                .formatted(
                                        phase.id(),
                                        requirement.phase(),
                                        failed.get().key(),
                                        moment.run().start().id(),
                                        requirement.phase()));
            }
            if (isStale(moment, requirement)) {
                return Optional.of("phase %s is older than %s; do it again with: tminus rerun %s %s --reason ..."
                        .formatted(
                                requirement.phase(),
                                Values.text(requirement.maxAge().orElseThrow()),
                                moment.run().start().id(),
                                requirement.phase()));
            }
        }
        return Optional.empty();
    }

    private static boolean needsWindow(Phase phase) {
        return phase.windowRequired() || phase.start() instanceof Phase.Start.At;
    }

    private static boolean isStale(Moment moment, Phase.Requirement requirement) {
        Optional<Instant> ended = moment.run().phase(requirement.phase()).endedAt();
        return requirement.maxAge().isPresent()
                && ended.isPresent()
                && Duration.between(ended.get(), moment.now())
                                .compareTo(requirement.maxAge().get())
                        > 0;
    }

    static List<Command> ask(Moment moment, Phase phase, WaitKind kind, String detail) {
        StepState state = moment.run().step(phase.id());
        if (state.waiting().map(wait -> wait.detail().equals(detail)).orElse(false)) {
            return List.of();
        }
        return List.of(new Command.Append(new RunEvent.StepWaits(
                moment.now(),
                phase.id(),
                kind,
                phase.by(),
                detail,
                Values.NONE,
                "",
                Optional.empty(),
                Optional.empty())));
    }

    private static Optional<List<Command>> lock(Moment moment, Phase phase) {
        Optional<Lock> lock = moment.plan().runbook().lock();
        if (lock.isEmpty() || !Locks.beginsWith(moment.plan().runbook(), phase)) {
            return Optional.empty();
        }
        return Locks.take(moment, lock.get());
    }

    /** Whether a step of this phase may start now; else when, or empty where only a person can say. */
    static Optional<Optional<Instant>> outsideWindow(Moment moment, Phase phase) {
        if (!phase.windowRequired() || moment.immediate()) {
            return Optional.empty();
        }
        Optional<Window> window = moment.run().window();
        if (window.isEmpty() || window.get().contains(moment.now())) {
            return Optional.empty();
        }
        return Optional.of(
                moment.now().isBefore(window.get().begins())
                        ? Optional.of(window.get().begins())
                        : Optional.empty());
    }
}
