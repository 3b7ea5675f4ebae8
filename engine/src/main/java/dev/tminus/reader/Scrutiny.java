package dev.tminus.reader;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What CEL lets through and a runbook does not: broken literals, comparisons that are always false, odd kinds. */
final class Scrutiny {

    private static final Set<String> EQUALITY = Set.of("_==_", "_!=_");

    /** How a literal argument is read; the last argument counts. */
    private static final Map<String, Consumer<String>> LITERALS = Map.of(
            "duration", Literals::duration,
            "timestamp", Literals::timestamp,
            "matches", Literals::pattern,
            "regex.extract", Literals::pattern);

    private static final Map<CelConstant.Kind, String> ODD = Map.of(
            CelConstant.Kind.UINT64_VALUE, "a number is written without the u",
            CelConstant.Kind.BYTES_VALUE, "a text is written without the b");

    private final Positions positions;
    private final CelTypes types;
    private final CelAbstractSyntaxTree tree;
    private final List<Mistake> mistakes = new ArrayList<>();

    Scrutiny(Positions positions, CelTypes types, CelAbstractSyntaxTree tree) {
        this.positions = positions;
        this.types = types;
        this.tree = tree;
    }

    /** Numbers and texts of kinds that occur nowhere in a runbook. */
    static List<Mistake> oddConstants(Positions positions, CelAbstractSyntaxTree parsed) {
        return Trees.all(parsed.getExpr())
                .filter(expr -> expr.getKind() == Kind.CONSTANT)
                .filter(expr -> ODD.containsKey(expr.constant().getKind()))
                .map(expr -> positions.mistake(
                        positions.offset(parsed.getSource().getPositionsMap().getOrDefault(expr.id(), 0)),
                        1,
                        Code.TM306,
                        ODD.get(expr.constant().getKind()),
                        ""))
                .toList();
    }

    List<Mistake> mistakes() {
        Trees.all(tree.getExpr()).forEach(this::look);
        CelExpr whole = tree.getExpr();
        if (mistakes.isEmpty() && types.type(typeOf(whole)).isEmpty()) {
            add(whole, Code.TM302, "the result is %s, which can only be compared".formatted(words(whole)), "");
        }
        mistakes.sort(Comparator.comparingInt(Mistake::offset));
        return mistakes;
    }

    private void look(CelExpr expr) {
        if (twiceOptional(expr)) {
            add(
                    expr,
                    Code.TM305,
                    "this may be missing for two reasons at once",
                    "write `.` instead of `.?`, or optFlatMap");
        }
        if (expr.getKind() == Kind.CALL) {
            String function = expr.call().function();
            if (EQUALITY.contains(function)) {
                equality(expr, expr.call().args().get(0), expr.call().args().get(1));
                equality(expr, expr.call().args().get(1), expr.call().args().get(0));
            } else if (LITERALS.containsKey(function)) {
                literal(function, expr.call().args());
            }
        }
    }

    private boolean twiceOptional(CelExpr expr) {
        return tree.getType(expr.id())
                .filter(OptionalType.class::isInstance)
                .filter(type -> type.parameters().get(0) instanceof OptionalType)
                .isPresent();
    }

    /** An optional never equals what it holds, and what cannot be null never equals null. */
    private void equality(CelExpr call, CelExpr value, CelExpr other) {
        CelType type = typeOf(value);
        CelType otherType = typeOf(other);
        if (type instanceof OptionalType && !(otherType instanceof OptionalType)) {
            mistakes.add(new Misfit(positions, types, tree).mayBeMissing(value, call, offset(call)));
        } else if (otherType.equals(SimpleType.NULL_TYPE) && !mayBeNull(type)) {
            mistakes.add(positions.mistake(
                    offset(call),
                    Misfit.operatorLength(call),
                    Code.TM302,
                    "%s is never null".formatted(words(value)),
                    ""));
        }
    }

    private static boolean mayBeNull(CelType type) {
        CelKind kind = type.kind();
        return kind.isDyn() || kind == CelKind.NULL_TYPE || type instanceof OptionalType;
    }

    private void literal(String function, List<CelExpr> arguments) {
        if (arguments.isEmpty()) {
            return;
        }
        CelExpr last = arguments.get(arguments.size() - 1);
        Optional<String> text = Optional.of(last)
                .filter(argument -> argument.getKind() == Kind.CONSTANT)
                .map(CelExpr::constant)
                .filter(constant -> constant.getKind() == CelConstant.Kind.STRING_VALUE)
                .map(CelConstant::stringValue);
        text.ifPresent(written -> {
            try {
                LITERALS.getOrDefault(function, ignored -> {}).accept(written);
            } catch (Unfit unfit) {
                int offset = offset(last);
                mistakes.add(positions.mistake(
                        offset, positions.literalLength(offset), Code.TM306, String.valueOf(unfit.getMessage()), ""));
            }
        });
    }

    private CelType typeOf(CelExpr expr) {
        return tree.getTypeOrThrow(expr.id());
    }

    private String words(CelExpr expr) {
        return TypeWords.of(typeOf(expr), types);
    }

    private int offset(CelExpr expr) {
        return positions.offset(tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0));
    }

    private void add(CelExpr expr, Code code, String message, String help) {
        mistakes.add(positions.mistake(offset(expr), 1, code, message, help));
    }
}
