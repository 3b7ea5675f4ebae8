package dev.tminus.reader;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A name with its fields, {@code steps.apply.result}, found in an expression's tree.
 *
 * @param complete false where the tree is something else
 */
record Path(List<String> parts, boolean complete) {

    Path {
        parts = List.copyOf(parts);
    }

    static Path of(CelExpr expr) {
        List<String> parts = new ArrayList<>();
        CelExpr at = expr;
        while (true) {
            if (at.getKind() == Kind.IDENT) {
                parts.add(at.ident().name());
                Collections.reverse(parts);
                return new Path(parts, true);
            }
            if (at.getKind() == Kind.SELECT) {
                parts.add(at.select().field());
                at = at.select().operand();
            } else if (isOptionalSelect(at)) {
                parts.add(at.call().args().get(1).constant().stringValue());
                at = at.call().args().get(0);
            } else {
                return new Path(List.of(), false);
            }
        }
    }

    static boolean isOptionalSelect(CelExpr expr) {
        return expr.getKind() == Kind.CALL
                && expr.call().function().equals("_?._")
                && expr.call().args().get(1).getKind() == Kind.CONSTANT
                && expr.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
