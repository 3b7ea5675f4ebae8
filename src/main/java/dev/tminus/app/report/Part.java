package dev.tminus.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A phase, or a scenario that was used, with its steps.
 *
 * @param when how the runbook places it: {@code T-7d}
 */
record Part(
        Kind kind,
        String id,
        String name,
        String when,
        String word,
        Optional<Instant> planned,
        Duration estimate,
        Optional<Instant> began,
        Optional<Instant> ended,
        List<Row> rows) {

    /** Forward or backward. */
    enum Kind {
        PHASE,
        SCENARIO
    }

    Part {
        rows = List.copyOf(rows);
    }
}
