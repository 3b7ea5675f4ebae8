package dev.tminus.app.guide;

import java.util.List;
import java.util.Optional;

/**
 * One step of a draft.
 *
 * @param review where it was taken from and what to look at, for the comment above it; empty for a plain item
 */
record DraftStep(
        String id, String name, Optional<String> condition, Doing doing, List<String> help, Optional<String> review) {
    DraftStep {
        help = List.copyOf(help);
    }

    /** What the step does. */
    sealed interface Doing {
        /** A person does it. */
        record Manual(String text) implements Doing {}

        /** A script of the guide. */
        record Run(String script) implements Doing {}

        /** SQL of the guide, against the connection {@code main}. */
        record Sql(String text) implements Doing {}
    }

    /** A phase or a rollback scenario of a draft. */
    record Phase(String id, String name, Timing timing, Optional<String> review, List<DraftStep> steps) {
        Phase {
            steps = List.copyOf(steps);
        }
    }

    /** A rollback scenario of a draft. */
    record Scenario(String id, String name, Optional<String> symptoms, Optional<String> loses, List<DraftStep> steps) {
        Scenario {
            steps = List.copyOf(steps);
        }
    }
}
