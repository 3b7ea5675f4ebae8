package dev.tminus.run;

import java.util.List;

/**
 * A point of a rehearsal from which the way back was tried: after one step.
 *
 * @param did what the step did, in command tags: {@code ALTER TABLE, UPDATE}
 * @param proof what the step's own undo led to, held against the state before the step
 * @param differences the first of what it did not bring back, or why
 * @param whole what undoing everything led to, held against the state before the run's first change
 * @param wholeDifferences the first of what that did not bring back, or why
 */
public record PointTried(
        String step, String did, Proof proof, List<String> differences, Proof whole, List<String> wholeDifferences) {

    /** Whether everything can be taken back from here. */
    public boolean proven() {
        return whole == Proof.EXACT;
    }

    /** The first things that are not as they were, or why nobody knows; none where all is. */
    public List<String> told() {
        return proof == Proof.EXACT ? wholeDifferences : differences;
    }

    /** In a line: {@code add  undo EXACT; everything from here EXACT}. */
    @Override
    public String toString() {
        return "%s  undo %s; everything from here %s%s"
                .formatted(step, proof.words(), whole.words(), told().isEmpty() ? "" : ": " + told().get(0));
    }

    /** Why not; a step without an undo is told as such. */
    public String shortcoming() {
        return (proof == Proof.NONE ? proof : whole).shortcoming();
    }
}
