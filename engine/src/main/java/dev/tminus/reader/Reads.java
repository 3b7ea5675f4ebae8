package dev.tminus.reader;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which names an expression reads, found by walking its tree; names a macro made for itself do not count. */
final class Reads {

    /** Where the third part tells things apart: {@code steps.apply.result} from {@code steps.apply.state}. */
    private static final Set<String> THREE_PARTS = Set.of("steps", "phases", "rehearsal");

    private final Set<String> paths = new TreeSet<>();

    private Reads() {}

    static Set<String> of(CelExpr expr) {
        Reads reads = new Reads();
        reads.walk(expr, Set.of());
        return Collections.unmodifiableSet(reads.paths);
    }

    private void walk(CelExpr expr, Set<String> local) {
        Path path = Path.of(expr);
        if (path.complete()) {
            if (!local.contains(path.parts().get(0))) {
                paths.add(shortened(path.parts()));
            }
            return;
        }
        if (expr.getKind() == Kind.CALL && expr.call().function().equals("trusted")) {
            paths.add("trusted");
        }
        if (expr.getKind() == Kind.COMPREHENSION) {
            comprehension(expr.comprehension(), local);
            return;
        }
        Trees.children(expr).forEach(child -> walk(child, local));
    }

    private static String shortened(List<String> parts) {
        int most = THREE_PARTS.contains(parts.get(0)) ? 3 : 2;
        return String.join(".", parts.subList(0, Math.min(most, parts.size())));
    }

    private void comprehension(CelExpr.CelComprehension loop, Set<String> local) {
        walk(loop.iterRange(), local);
        walk(loop.accuInit(), local);
        Set<String> inside = new TreeSet<>(local);
        inside.add(loop.accuVar());
        inside.add(loop.iterVar());
        inside.add(loop.iterVar2());
        walk(loop.loopCondition(), inside);
        walk(loop.loopStep(), inside);
        walk(loop.result(), inside);
    }
}
