package dev.tminus.book;

import java.util.List;
import java.util.Optional;

/**
 * Which steps' values may be missing where they are read. Validation types such values as {@link Type.Maybe}, and the
 * run gives them as {@code Optional}; both ask here, so they always agree.
 *
 * <p>It concerns {@code result}, captures, {@code started}, {@code ended} and {@code duration}; a step's {@code state}
 * is always there.
 */
public final class Presence {

    private Presence() {}

    /**
     * Whether the values of a step may be missing for a reader in the same group.
     *
     * @param group the group both stand in
     * @param scenario the scenario the reader stands in; there every step outside it is one that may not have run
     */
    public static boolean mayBeMissing(
            Runbook runbook, Optional<Group> group, Optional<String> scenario, String stepId) {
        if (group.isPresent()) {
            return conditional(group.get().steps(), stepId, false).orElse(true);
        }
        for (Phase phase : runbook.phases()) {
            Optional<Boolean> found =
                    conditional(phase.steps(), stepId, phase.when().isPresent());
            if (found.isPresent()) {
                return found.get() || scenario.isPresent();
            }
        }
        for (Scenario candidate : runbook.rollbacks().values()) {
            Optional<Boolean> found = conditional(candidate.before(), stepId, false)
                    .or(() -> conditional(candidate.steps(), stepId, false));
            if (found.isPresent()) {
                return found.get() || !scenario.equals(Optional.of(candidate.id()));
            }
        }
        return true;
    }

    /** Whether the step, or one around it, has a condition; empty where it is not among these. */
    private static Optional<Boolean> conditional(List<Step> steps, String stepId, boolean outer) {
        for (Step step : steps) {
            boolean here = outer
                    || step.conditions().when().isPresent()
                    || !step.conditions().skipIn().isEmpty();
            if (step.id().equals(stepId)) {
                return Optional.of(here);
            }
            Optional<Boolean> inside = conditional(step.inner(), stepId, here);
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }
}
