package dev.tminus.journal;

import java.util.Optional;

/** Which runs a list shall show; what is absent does not matter. */
public record RunFilter(
        Optional<String> runbook, Optional<String> environment, Optional<Boolean> rehearsal, Optional<Boolean> ended) {

    public static final RunFilter ALL =
            new RunFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public RunFilter of(String aRunbook) {
        return new RunFilter(Optional.of(aRunbook), environment, rehearsal, ended);
    }

    public RunFilter in(String anEnvironment) {
        return new RunFilter(runbook, Optional.of(anEnvironment), rehearsal, ended);
    }

    public RunFilter endedRehearsals() {
        return new RunFilter(runbook, environment, Optional.of(true), Optional.of(true));
    }

    /** Ended runs that were for real. */
    public RunFilter endedForReal() {
        return new RunFilter(runbook, environment, Optional.of(false), Optional.of(true));
    }

    /** Runs that have not ended. */
    public RunFilter open() {
        return new RunFilter(runbook, environment, rehearsal, Optional.of(false));
    }

    public boolean accepts(RunFacts facts) {
        return runbook.map(facts.runbook()::equals).orElse(true)
                && environment.map(facts.environment()::equals).orElse(true)
                && rehearsal.map(wanted -> wanted == facts.rehearsal()).orElse(true)
                && ended.map(wanted -> wanted == facts.endedAt().isPresent()).orElse(true);
    }
}
