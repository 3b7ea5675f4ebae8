package dev.tminus.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A point of a rehearsal from which the way back was tried: after one step.
 *
 * @param did what the step did, in command tags: {@code ALTER TABLE, UPDATE}
 * @param proof what the step's own undo led to, held against the state before the step
 * @param differences the first of what it did not bring back, or why
 * @param whole what undoing everything led to, or the scenario instead, held against the state before the run's first change
 * @param wholeDifferences the first of what that did not bring back, or why
 * @param by the scenario that led back where undoing did not, with what was chosen in it
 */
public record PointTried(
        String step,
        String did,
        Proof proof,
        List<String> differences,
        Proof whole,
        List<String> wholeDifferences,
        Optional<String> by) {

    /** Where undoing is the only way that was tried. */
    public PointTried(
            String step,
            String did,
            Proof proof,
            List<String> differences,
            Proof whole,
            List<String> wholeDifferences) {
        this(step, did, proof, differences, whole, wholeDifferences, Optional.empty());
    }

    /** Proven after all, by a scenario that leads back where undoing everything does not. */
    public PointTried provenBy(String scenario) {
        return new PointTried(step, did, proof, differences, Proof.EXACT, List.of(), Optional.of(scenario));
    }

    /** With what a scenario led to that does not lead back either. */
    public PointTried notBy(String scenario, Proof found, List<String> foundDifferences) {
        String told = scenario + ": " + found.words()
                + (foundDifferences.isEmpty() ? "" : ": " + String.join("; ", foundDifferences));
        return new PointTried(step, did, proof, added(differences, told), whole, added(wholeDifferences, told), by);
    }

    private static List<String> added(List<String> lines, String last) {
        List<String> all = new ArrayList<>(lines);
        all.add(last);
        return List.copyOf(all);
    }

    /** {@code EXACT}, or {@code EXACT by restore (how: dump)} where it took a scenario. */
    public String wholeWords() {
        return whole.words() + by.map(scenario -> " by " + scenario).orElse("");
    }

    /** Whether everything can be taken back from here. */
    public boolean proven() {
        return whole == Proof.EXACT;
    }

    /** The first things that are not as they were, or why nobody knows; none where all is. */
    public List<String> told() {
        boolean nothingToTell = proof == Proof.EXACT || (proof == Proof.NONE && by.isPresent());
        return nothingToTell ? wholeDifferences : differences;
    }

    /** In a line: {@code add  undo EXACT; everything from here EXACT}. */
    @Override
    public String toString() {
        return "%s  undo %s; everything from here %s%s"
                .formatted(step, proof.words(), wholeWords(), told().isEmpty() ? "" : ": " + told().get(0));
    }

    /** Why not; a step without an undo is told as such. */
    public String shortcoming() {
        return (proof == Proof.NONE ? proof : whole).shortcoming();
    }
}
