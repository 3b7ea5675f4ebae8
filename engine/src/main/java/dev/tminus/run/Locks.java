package dev.tminus.run;

import dev.tminus.book.ExpressionException;
import dev.tminus.book.Lock;
import dev.tminus.book.Phase;
import dev.tminus.book.Runbook;
import dev.tminus.book.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The name a run holds while it changes something: from the first to the last phase with a required window. */
final class Locks {

    private Locks() {}

    static boolean beginsWith(Runbook runbook, Phase phase) {
        Optional<String> from = runbook.lock()
                .flatMap(Lock::from)
                .or(() -> windowed(runbook).stream().findFirst());
        return from.map(phase.id()::equals)
                .orElseGet(() -> phase.equals(runbook.phases().get(0)));
    }

    static boolean endsWith(Runbook runbook, Phase phase) {
        List<String> windowed = windowed(runbook);
        Optional<String> to = runbook.lock()
                .flatMap(Lock::to)
                .or(() -> windowed.isEmpty() ? Optional.empty() : Optional.of(windowed.get(windowed.size() - 1)));
        return to.map(phase.id()::equals).orElse(false);
    }

    private static List<String> windowed(Runbook runbook) {
        return runbook.phases().stream()
                .filter(Phase::windowRequired)
                .map(Phase::id)
                .toList();
    }

    /** What taking the lock needs; empty where the run holds it. */
    static Optional<List<Command>> take(Moment moment, Lock lock) {
        String name;
        try {
            name = Values.text(lock.name().resolve(Scopes.of(moment.plan(), moment.run(), moment.now())));
        } catch (ExpressionException unclear) {
            name = moment.plan().runbook().id();
        }
        if (moment.run().locks().contains(name)) {
            return Optional.empty();
        }
        Optional<Instant> nextTry = moment.run().lockAwaited().map(RunEvent.LockAwaited::nextTry);
        if (nextTry.isPresent() && moment.now().isBefore(nextTry.get())) {
            return Optional.of(List.of(new Command.WakeAt(nextTry.get())));
        }
        return Optional.of(List.of(new Command.Append(new RunEvent.LockTaken(moment.now(), name))));
    }
}
