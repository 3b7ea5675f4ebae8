package dev.tminus.run;

import java.time.Instant;
import java.util.Optional;

/** Where a phase stands: pending, running, done or skipped. */
public record PhaseState(StepStatus status, Optional<Instant> startedAt, Optional<Instant> endedAt) {
    static final PhaseState PENDING = new PhaseState(StepStatus.PENDING, Optional.empty(), Optional.empty());
}
