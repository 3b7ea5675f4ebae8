package dev.tminus.run;

import java.time.Instant;
import java.util.Optional;

/**
 * A rollback asked for, and how far it is.
 *
 * @param trigger the step whose failure or choice led here
 * @param now whether running steps are stopped instead of awaited
 * @param startedAt when its approvals were complete
 */
public record Rollback(
        String scenario,
        Optional<String> trigger,
        Optional<Actor> by,
        String reason,
        boolean now,
        Instant askedAt,
        Optional<Instant> startedAt) {

    /** Undo every open effect, newest first, where a runbook names no scenario. */
    public static final String UNDO_ONLY = "undo";
}
