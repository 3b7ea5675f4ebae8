package dev.tminus.engine;

import dev.tminus.book.Environment;
import dev.tminus.book.Plan;
import dev.tminus.journal.Journal;
import dev.tminus.journal.RunFacts;
import dev.tminus.run.Attempt;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the last rehearsal of a runbook measured. */
final class Rehearsals {

    private final Journal journal;

    Rehearsals(Journal journal) {
        this.journal = journal;
    }

    Optional<RunEvent.Rehearsal> last(Plan plan) {
        Optional<String> in = plan.environment().policy().rehearsed().flatMap(Environment.Rehearsed::in);
        String runbook = plan.runbook().id();
        Optional<RunFacts> facts =
                in.isPresent() ? journal.lastRehearsal(runbook, in.get()) : journal.lastRehearsal(runbook);
        return facts.map(found -> new RunEvent.Rehearsal(
                found.run().value(),
                found.state(),
                found.endedAt().orElse(found.startedAt()),
                found.runbookDigest(),
                durations(RunState.of(journal.read(found.run()).events()))));
    }

    private static Map<String, Duration> durations(RunState state) {
        Map<String, Duration> durations = new TreeMap<>();
        state.steps().forEach((key, step) -> {
            Attempt attempt = step.attempt();
            if (attempt.startedAt().isPresent()
                    && attempt.endedAt().isPresent()
                    && step.said().answer().isEmpty()) {
                durations.put(
                        key,
                        Duration.between(
                                attempt.startedAt().get(), attempt.endedAt().get()));
            }
        });
        return durations;
    }
}
