package dev.tminus.engine;

import dev.tminus.action.Copies;
import dev.tminus.run.Proof;
import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison came to.
 *
 * @param differences the first of them, or why nobody knows
 */
record Verdict(Proof proof, List<String> differences) {

    private static final int TOLD = 5;

    /** A line may hold the whole text of a function; the database has it in full. */
    private static final int LONGEST = 300;

    Verdict {
        differences = first(differences);
    }

    static Verdict of(Copies.Difference found) {
        Proof proof =
                !found.schema().isEmpty() ? Proof.CHANGED : found.rows().isEmpty() ? Proof.EXACT : Proof.SCHEMA_ONLY;
        return new Verdict(proof, all(found));
    }

    static Verdict none(Copies.Difference changes) {
        return new Verdict(Proof.NONE, all(changes));
    }

    static Verdict failed(String why) {
        return new Verdict(Proof.FAILED, List.of(why));
    }

    static Verdict notTried(String why) {
        return new Verdict(Proof.NOT_TRIED, List.of(why));
    }

    /** The same, of a way of which these steps were not run on the copy. */
    Verdict passingOver(Proof instead, List<String> steps) {
        List<String> told = new ArrayList<>(List.of("not run on the copy: " + String.join(", ", steps)));
        told.addAll(differences);
        return new Verdict(instead, told);
    }

    private static List<String> all(Copies.Difference found) {
        List<String> all = new ArrayList<>(found.schema());
        all.addAll(found.rows());
        return all;
    }

    private static List<String> first(List<String> all) {
        List<String> told =
                new ArrayList<>(all.stream().limit(TOLD).map(Verdict::shortened).toList());
        if (all.size() > TOLD) {
            told.add("%d more".formatted(all.size() - TOLD));
        }
        return List.copyOf(told);
    }

    private static String shortened(String line) {
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "...";
    }
}
