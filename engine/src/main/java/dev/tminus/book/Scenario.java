package dev.tminus.book;

import java.util.List;
import java.util.Optional;

/**
 * A rollback scenario: a way back, or a remedy, that people decide on.
 *
 * @param loses what data is lost by it
 * @param before steps that run before any undo
 * @param undo whether finished steps are undone first, newest first
 * @param keepOpen steps whose effects stay open during the undo
 */
public record Scenario(
        String id,
        String name,
        Optional<String> symptoms,
        Template loses,
        Optional<Expression> when,
        Optional<Approval> approve,
        List<Step> before,
        boolean undo,
        List<String> keepOpen,
        Optional<Template> estimate,
        List<Step> steps,
        Then then) {

    public Scenario {
        before = List.copyOf(before);
        keepOpen = List.copyOf(keepOpen);
        steps = List.copyOf(steps);
    }

    /** What comes after the last step. */
    public enum Then {
        /** The run ends. */
        END,
        /** The run goes on after the step that failed. */
        RESUME,
        /** The step that failed runs again, after a person said so. */
        RETRY
    }
}
