package dev.tminus.reader;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Walks over expression trees. */
final class Trees {

    private Trees() {}

    static List<CelExpr> children(CelExpr expr) {
        List<CelExpr> children = new ArrayList<>();
        switch (expr.getKind()) {
            case SELECT -> children.add(expr.select().operand());
            case CALL -> {
                expr.call().target().ifPresent(children::add);
                children.addAll(expr.call().args());
            }
            case LIST -> children.addAll(expr.list().elements());
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    children.add(entry.key());
                    children.add(entry.value());
                });
            case STRUCT -> expr.struct().entries().forEach(entry -> children.add(entry.value()));
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = expr.comprehension();
                children.addAll(List.of(
                        loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result()));
            }
            case CONSTANT, IDENT, NOT_SET -> {}
        }
        return children;
    }

    /** The tree and everything in it, outside in. */
    static Stream<CelExpr> all(CelExpr expr) {
        return Stream.concat(Stream.of(expr), children(expr).stream().flatMap(Trees::all));
    }

    static Optional<CelExpr> find(CelExpr tree, long id) {
        return all(tree).filter(expr -> expr.id() == id).findFirst();
    }
}
