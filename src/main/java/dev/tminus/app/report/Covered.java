package dev.tminus.app.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a rehearsal shows nothing about, by the steps' keys without iterations; the undo of a step is not counted.
 *
 * @param stubbed steps of phases that ran, but in which something stood in for the action or its program
 * @param notRun steps of phases that never ran: for a condition, for people, or because the run ended before them
 */
record Covered(List<String> stubbed, List<String> notRun) {

    static final String TITLE = "What this rehearsal does not show";

    Covered {
        stubbed = List.copyOf(stubbed);
        notRun = List.copyOf(notRun);
    }

    /** Empty where the run is no rehearsal. */
    static Optional<Covered> of(Report report) {
        List<String> ran = keys(report, row -> row.attempts() > 0);
        return Optional.of(new Covered(
                        keys(report, row -> row.attempts() > 0 && row.standIn().isPresent()),
                        keys(report, row -> row.attempts() == 0).stream()
                                .filter(key -> !ran.contains(key))
                                .toList()))
                .filter(covered -> report.identity().rehearsal());
    }

    private static List<String> keys(Report report, Predicate<Row> which) {
        return report.parts().stream()
                .filter(part -> part.kind() == Part.Kind.PHASE)
                .flatMap(part -> part.rows().stream())
                .filter(which)
                .filter(row -> row.key().indexOf('~') < 0)
                .map(row -> row.key().replaceAll("\\[\\d+]", ""))
                .distinct()
                .toList();
    }

    String sentence() {
        return stubbed.isEmpty() && notRun.isEmpty()
                ? "Every step ran as it will in production."
                : (sentence("Something stood in for: ", stubbed) + sentence("Never run: ", notRun)).strip();
    }

    private static String sentence(String what, List<String> steps) {
        return steps.isEmpty() ? "" : what + String.join(", ", steps) + ". ";
    }
}
