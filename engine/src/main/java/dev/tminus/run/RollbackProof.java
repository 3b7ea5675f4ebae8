package dev.tminus.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From which points of a rehearsal the way back is proven: one point after each step that changed a database, in the
 * order in which they were reached.
 */
public record RollbackProof(List<PointTried> points) {

    /** Under which name people who approve are shown it. */
    public static final String SHOWN_AS = "rollback proof";

    private static final int NAMED = 3;

    public RollbackProof {
        points = List.copyOf(points);
    }

    /** Of a rehearsal under way or over. */
    public static RollbackProof of(RunState run) {
        return new RollbackProof(run.pointsTried());
    }

    /**
     * What a run has to show: a rehearsal its own, any other run that of the rehearsal it builds on. Without points where
     * nothing was tried.
     */
    public static RollbackProof shownIn(RunState run) {
        return run.start().rehearsal()
                ? of(run)
                : new RollbackProof(
                        run.start().rehearsed().map(Rehearsal::tried).orElse(List.of()));
    }

    public boolean isEmpty() {
        return points.isEmpty();
    }

    public long proven() {
        return points.stream().filter(PointTried::proven).count();
    }

    /** {@code rollback proven from 11 of 13 points; not from add_value (ALTER TYPE ADD VALUE: no undo)}. */
    public String summary() {
        if (points.isEmpty()) {
            return "rollback not tried";
        }
        if (proven() == points.size()) {
            return (points.size() == 1
                            ? "rollback proven from the only point"
                            : "rollback proven from all %d points".formatted(points.size()))
                    + byScenario();
        }
        return "rollback proven from %d of %d points%s; not from %s"
                .formatted(proven(), points.size(), byScenario(), unproven());
    }

    /** {@code , from apply by restore}; what undoing leads back from needs no word. */
    private String byScenario() {
        List<String> all = points.stream()
                .flatMap(point -> point.by().stream().map(way -> "%s by %s".formatted(point.step(), way)))
                .toList();
        String more = all.size() > NAMED ? ", %d more".formatted(all.size() - NAMED) : "";
        return all.isEmpty() ? "" : ", from " + all.stream().limit(NAMED).collect(Collectors.joining(", ")) + more;
    }

    private String unproven() {
        List<PointTried> all = points.stream().filter(point -> !point.proven()).toList();
        int first = points.indexOf(all.get(0));
        if (all.size() > 1 && first + all.size() == points.size()) {
            return named(all.get(0)) + " on";
        }
        List<String> names = new ArrayList<>(
                all.stream().limit(NAMED).map(RollbackProof::named).toList());
        if (all.size() > NAMED) {
            names.add("%d more".formatted(all.size() - NAMED));
        }
        return String.join(", ", names);
    }

    /** The summary, and what the undo of that step led to; empty text where nothing was tried. */
    String shownBeside(String step) {
        if (points.isEmpty()) {
            return "";
        }
        return summary()
                + points.stream()
                        .filter(point -> point.step().equals(step))
                        .map(point -> "; undo of this step: " + point.proof().words()
                                + point.by().map(way -> "; instead " + way).orElse(""))
                        .findFirst()
                        .orElse("");
    }

    private static String named(PointTried point) {
        return point.did().isEmpty()
                ? "%s (%s)".formatted(point.step(), point.shortcoming())
                : "%s (%s: %s)".formatted(point.step(), point.did(), point.shortcoming());
    }
}
