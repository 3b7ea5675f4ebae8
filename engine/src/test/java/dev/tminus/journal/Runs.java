package dev.tminus.journal;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs and events for tests of journals. */
public final class Runs {
    public static final Instant START = Instant.parse("2026-12-01T01:00:00Z");

    private Runs() {}

    public static RunFacts facts(RunId run) {
        return facts(run, "donations", "production", false, START);
    }

    public static RunFacts facts(RunId run, String runbook, String environment, boolean rehearsal, Instant startedAt) {
        return new RunFacts(
                run,
                runbook,
                environment,
                rehearsal,
                startedAt,
                "running",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "p".repeat(64),
                "r".repeat(64));
    }

    public static List<RunEvent> phases(String... names) {
        return Arrays.stream(names)
                .<RunEvent>map(name -> new RunEvent.PhaseStarted(START, name))
                .toList();
    }

    public static Append append(RunId run, Head head, String... phases) {
        return Append.of(head, facts(run), phases(phases));
    }

    /** Starts a run with one event. */
    public static Head start(Journal journal, RunId run) {
        return journal.start(append(run, Head.EMPTY, "first"));
    }
}
