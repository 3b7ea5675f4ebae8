package dev.tminus.app.report;

import dev.tminus.run.PointTried;
import dev.tminus.run.RollbackProof;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From where the way back is proven, as rows of a table and for programs. */
final class Proven {

    static final String TITLE = "Rollback proof";

    static final String EXPLAINED =
            "After each step that changed a database its undo, and then that of everything before it, was tried on a copy and "
                    + "held against what was there before; where that did not lead back, the scenario to which a failure of the "
                    + "step leads.";

    static final String[] COLUMNS = {"Step", "What it did", "Its undo", "Everything from here", "Not as before"};

    private Proven() {}

    static String[] cells(PointTried point) {
        return new String[] {
            point.step(),
            point.did(),
            point.proof().words(),
            point.wholeWords(),
            Words.cut(String.join("; ", point.told()), 500)
        };
    }

    static Map<String, Object> json(RollbackProof proof) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("summary", proof.summary());
        all.put("proven", proof.proven());
        all.put("points", proof.points().size());
        all.put("steps", proof.points().stream().map(Proven::json).toList());
        return all;
    }

    private static Map<String, Object> json(PointTried point) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("step", point.step());
        one.put("did", point.did());
        one.put("undo", point.proof().code());
        one.put("differences", List.copyOf(point.differences()));
        one.put("everything", point.whole().code());
        point.by().ifPresent(scenario -> one.put("by", scenario));
        one.put("everything_differences", List.copyOf(point.wholeDifferences()));
        return one;
    }
}
