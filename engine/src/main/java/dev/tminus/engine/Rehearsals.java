package dev.tminus.engine;

import dev.tminus.book.Durations;
import dev.tminus.book.Environment;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.journal.Journal;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.Attempt;
import dev.tminus.run.Rehearsal;
import dev.tminus.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the last rehearsal of a runbook measured. */
final class Rehearsals {

    /** Enough to find one that fits: more rehearsals of other texts than this since then, and it is time for a new one. */
    private static final int LOOKED_AT = 50;

    private final Journal journal;

    Rehearsals(Journal journal) {
        this.journal = journal;
    }

    Optional<Rehearsal> last(Plan plan) {
        Optional<String> in = plan.environment().policy().rehearsed().flatMap(Environment.Rehearsed::in);
        String runbook = plan.runbook().id();
        Optional<RunFacts> facts =
                in.isPresent() ? journal.lastRehearsal(runbook, in.get()) : journal.lastRehearsal(runbook);
        return facts.map(found -> rehearsal(plan, found));
    }

    /** What was covered is told only where the same text was rehearsed: reading another takes long and says little. */
    private Rehearsal rehearsal(Plan plan, RunFacts found) {
        RunState state = RunState.of(journal.read(found.run()).events());
        Optional<Plan> rehearsed = Optional.ofNullable(
                        plan.runbook().environments().get(found.environment()))
                .filter(environment ->
                        found.runbookDigest().equals(plan.runbook().digest()))
                .map(environment -> new Plan(plan.runbook(), environment, plan.inputs(), "", ""));
        return new Rehearsal(
                found.run().value(),
                found.state(),
                found.endedAt().orElse(found.startedAt()),
                found.runbookDigest(),
                durations(state),
                rehearsed.map(same -> Coverage.stubbed(same, state)).orElse(List.of()),
                rehearsed.map(same -> Coverage.notRun(same, state)).orElse(List.of()),
                rehearsed.map(same -> state.pointsTried()).orElse(List.of()));
    }

    /** What a step brought forth when exactly this runbook was last rehearsed with success. */
    Optional<Values> resultOf(Plan plan, String step) {
        RunFilter filter = RunFilter.ALL.of(plan.runbook().id()).endedRehearsals();
        Optional<String> in = plan.environment().policy().rehearsed().flatMap(Environment.Rehearsed::in);
        return journal.runs(in.map(filter::in).orElse(filter), LOOKED_AT).stream()
                .filter(facts -> facts.state().equals("succeeded"))
                .filter(facts -> facts.runbookDigest().equals(plan.runbook().digest()))
                .findFirst()
                .map(facts -> RunState.of(journal.read(facts.run()).events())
                        .step(step)
                        .product()
                        .result())
                .filter(result -> !result.isEmpty());
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
                        Durations.lapse(
                                attempt.startedAt().get(), attempt.endedAt().get()));
            }
        });
        return durations;
    }
}
