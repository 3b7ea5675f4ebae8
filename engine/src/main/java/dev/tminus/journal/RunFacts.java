package dev.tminus.journal;

import static java.util.Objects.requireNonNull;

import dev.tminus.run.RunId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the run list says of a run: derived from its events by whoever appends them, so that lists and timers need not
 * read events. The first five never change.
 *
 * @param state one of the states of {@code status}: running, parked, rolling_back or an end
 * @param plannedAt when the run's window begins
 * @param wakeAt when the run next wants attention; absent when it waits for people only
 */
public record RunFacts(
        RunId run,
        String runbook,
        String environment,
        boolean rehearsal,
        Instant startedAt,
        String state,
        Optional<Instant> endedAt,
        Optional<Instant> plannedAt,
        Optional<Instant> wakeAt,
        String planDigest,
        String runbookDigest) {

    private static final Set<String> OPEN = Set.of("running", "parked", "rolling_back");
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "aborted", "rolled_back", "rolled_back_open");

    public RunFacts {
        requireNonNull(run, "run");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(planDigest, "planDigest");
        requireNonNull(runbookDigest, "runbookDigest");
        if (!OPEN.contains(state) && !ENDS.contains(state)) {
            throw new IllegalArgumentException("state must be one of %s or %s, was '%s'".formatted(OPEN, ENDS, state));
        }
        if (endedAt.isPresent() != ENDS.contains(state)) {
            throw new IllegalArgumentException("endedAt must be present exactly in an end, was %s in state %s"
                    .formatted(endedAt.isPresent() ? "present" : "absent", state));
        }
        if (endedAt.isPresent() && wakeAt.isPresent()) {
            throw new IllegalArgumentException("wakeAt must be absent once the run has ended");
        }
    }

    /** The same run, standing differently. */
    public RunFacts moved(String newState, Optional<Instant> newWakeAt) {
        return new RunFacts(
                run,
                runbook,
                environment,
                rehearsal,
                startedAt,
                newState,
                Optional.empty(),
                plannedAt,
                newWakeAt,
                planDigest,
                runbookDigest);
    }

    /** The same run, at its end. */
    public RunFacts ended(String end, Instant at) {
        return new RunFacts(
                run,
                runbook,
                environment,
                rehearsal,
                startedAt,
                end,
                Optional.of(at),
                plannedAt,
                Optional.empty(),
                planDigest,
                runbookDigest);
    }
}
