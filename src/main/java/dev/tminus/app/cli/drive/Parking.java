package dev.tminus.app.cli.drive;

import dev.tminus.engine.Turn;
import dev.tminus.run.Asked;
import dev.tminus.run.Attempt;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When a foreground command has nothing left to wait for by itself. */
final class Parking {

    /** What comes sooner than this is waited for. */
    static final Duration SOON = Duration.ofMinutes(10);

    private Parking() {}

    /** Whether nothing goes on before a person speaks or much time passes. Reminders and lapses are no progress. */
    static boolean isParked(Turn turn, Checklist checklist) {
        Instant soon = checklist.now().plus(SOON);
        if (turn.ended() || turn.inFlight() > 0) {
            return false;
        }
        if (turn.state().paused().isPresent()) {
            return true;
        }
        boolean person = checklist.waiting().stream().anyMatch(Asked::needsPerson);
        Optional<Instant> next = person ? ownTime(turn.state()) : turn.wakeAt();
        return next.map(at -> at.isAfter(soon)).orElse(true);
    }

    /** The next moment at which a step goes on by itself. */
    static Optional<Instant> ownTime(RunState run) {
        return run.steps().values().stream().flatMap(Parking::times).min(Instant::compareTo);
    }

    private static Stream<Instant> times(StepState step) {
        if (step.is(StepStatus.RUNNING)) {
            return step.attempt().look().map(Attempt.Look::next).stream();
        }
        Stream<Instant> retry =
                step.isSettled() || step.waiting().isPresent() ? Stream.empty() : step.attempt().retryDue().stream();
        Stream<Instant> time = step.waiting().stream()
                .filter(wait -> wait.kind() == WaitKind.TIME)
                .flatMap(wait -> wait.until().stream());
        return Stream.concat(retry, time);
    }
}
