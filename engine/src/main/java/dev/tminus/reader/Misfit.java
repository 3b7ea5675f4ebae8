package dev.tminus.reader;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A function or operator that is given values it cannot take. */
final class Misfit {

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("_==_", "=="),
            Map.entry("_!=_", "!="),
            Map.entry("_<_", "<"),
            Map.entry("_<=_", "<="),
            Map.entry("_>_", ">"),
            Map.entry("_>=_", ">="),
            Map.entry("_+_", "+"),
            Map.entry("_-_", "-"),
            Map.entry("_*_", "*"),
            Map.entry("_/_", "/"),
            Map.entry("_%_", "%"),
            Map.entry("-_", "-"),
            Map.entry("!_", "!"),
            Map.entry("_&&_", "&&"),
            Map.entry("_||_", "||"),
            Map.entry("@in", "in"),
            Map.entry("_[_]", "["),
            Map.entry("_[?_]", "[?"),
            Map.entry("_?_:_", "?"));

    private final Positions positions;
    private final CelTypes types;
    private final CelAbstractSyntaxTree tree;

    Misfit(Positions positions, CelTypes types, CelAbstractSyntaxTree tree) {
        this.positions = positions;
        this.types = types;
        this.tree = tree;
    }

    Mistake mistake(CelExpr call, int offset) {
        List<CelExpr> given = given(call);
        Optional<CelExpr> missing = given.stream()
                .filter(value -> tree.getTypeOrThrow(value.id()) instanceof OptionalType)
                .findFirst();
        if (missing.isPresent() && !call.call().function().matches("or|orValue|value|hasValue")) {
            return mayBeMissing(missing.get(), call, offset);
        }
        String function = call.call().function();
        String operator = OPERATORS.get(function);
        if (operator != null && !positions.startsWith(operator, offset)) {
            return condition(given, offset);
        }
        int begin = operator == null ? positions.findBefore(function, offset) : offset;
        int length = operator == null ? function.length() : operator.length();
        return positions.mistake(begin, length, Code.TM302, message(function, operator, given), help(function, given));
    }

    /** Whether one of the values is wrong itself, so that nothing can be said of the call. */
    boolean follows(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && given(expr).stream()
                        .anyMatch(value -> tree.getType(value.id())
                                .filter(type -> type.kind() == CelKind.ERROR)
                                .isPresent());
    }

    /** The operator stands nowhere in the source: a macro made it, to join conditions. */
    private Mistake condition(List<CelExpr> given, int offset) {
        String kinds = given.stream()
                .filter(value -> tree.getTypeOrThrow(value.id()).kind() != CelKind.BOOL)
                .map(this::words)
                .findFirst()
                .orElse("something else");
        return positions.mistake(
                offset, 1, Code.TM302, "a condition is needed here, true or false, and this is " + kinds, "");
    }

    /** How long the operator of a call is as written. */
    static int operatorLength(CelExpr call) {
        return OPERATORS.getOrDefault(call.call().function(), " ").length();
    }

    static List<CelExpr> given(CelExpr call) {
        List<CelExpr> given = new ArrayList<>();
        call.call().target().ifPresent(given::add);
        given.addAll(call.call().args());
        return given;
    }

    /** What to write instead of a value that may be missing. */
    Mistake mayBeMissing(CelExpr value, CelExpr call, int fallback) {
        Path path = Path.of(value);
        String written = path.complete() ? "`" + path + "`" : "this value";
        String example = (path.complete() ? path.toString() : "(...)") + ".orValue(" + example(value) + ")";
        return positions.mistake(
                path.complete() ? positions.begin(tree, value) : fallback,
                path.complete() ? positions.end(tree, value, path) - positions.begin(tree, value) : 1,
                Code.TM305,
                "%s may be missing, so `%s` cannot use it as it is"
                        .formatted(
                                written,
                                OPERATORS.getOrDefault(
                                        call.call().function(), call.call().function())),
                "say what counts then: %s, or ask with %s.hasValue()"
                        .formatted(example, path.complete() ? path.toString() : "(...)"));
    }

    private String example(CelExpr value) {
        CelKind kind = tree.getTypeOrThrow(value.id()).parameters().get(0).kind();
        return switch (kind) {
            case STRING -> "\"\"";
            case INT -> "0";
            case DOUBLE -> "0.0";
            case BOOL -> "false";
            case DURATION -> "duration(\"0s\")";
            case LIST -> "[]";
            case MAP -> "{}";
            default -> "...";
        };
    }

    private String message(String function, @Nullable String operator, List<CelExpr> given) {
        List<String> words = given.stream().map(this::words).toList();
        if (operator == null) {
            return words.isEmpty()
                    ? "`%s` needs something to work on".formatted(function)
                    : "`%s` cannot take %s".formatted(function, String.join(", ", words));
        }
        return switch (operator) {
            case "==", "!=", "<", "<=", ">", ">=" ->
                "`%s` cannot compare %s with %s".formatted(operator, words.get(0), words.get(1));
            case "in" ->
                words.get(1).matches("a list|a map")
                        ? "`in` cannot find %s there; the items are of another kind".formatted(words.get(0))
                        : "`in` needs a list or a map on its right, and there is " + words.get(1);
            case "[", "[?" -> "%s has no element at %s".formatted(words.get(0), words.get(1));
            case "?" ->
                "a choice `a ? b : c` needs true or false before the `?` and two values of one kind; here are %s"
                        .formatted(String.join(", ", words));
            case "&&", "||", "!" ->
                "`%s` joins what is true or false; here %s"
                        .formatted(
                                operator,
                                words.size() == 1 ? "is " + words.get(0) : "are " + String.join(" and ", words));
            default -> "`%s` cannot work on %s".formatted(operator, String.join(" and ", words));
        };
    }

    private String words(CelExpr value) {
        return TypeWords.of(tree.getTypeOrThrow(value.id()), types);
    }

    private String help(String function, List<CelExpr> given) {
        List<CelKind> kinds = given.stream()
                .map(value -> tree.getTypeOrThrow(value.id()))
                .map(CelType::kind)
                .toList();
        if (function.equals("_?_:_")) {
            return "";
        }
        if (OPERATORS.containsKey(function) && kinds.contains(CelKind.INT) && kinds.contains(CelKind.DOUBLE)) {
            return "make the whole number a number with double(...)";
        }
        boolean text = kinds.contains(CelKind.STRING);
        if (OPERATORS.containsKey(function)
                && text
                && (kinds.contains(CelKind.INT) || kinds.contains(CelKind.DOUBLE))) {
            return function.equals("_+_")
                    ? "make the number a text with string(...), or the text a number with int(...)"
                    : "make the text a number with int(...)";
        }
        if (OPERATORS.containsKey(function) && text && kinds.contains(CelKind.DURATION)) {
            return "make the text a length of time with duration(\"10m\")";
        }
        if (OPERATORS.containsKey(function) && text && kinds.contains(CelKind.TIMESTAMP)) {
            return "make the text a point in time with timestamp(\"2026-12-01T01:00:00Z\")";
        }
        return Functions.all().stream()
                .filter(known -> known.name().equals(function))
                .map(Functions.Function::signature)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("` or `"),
                        signatures -> signatures.isEmpty() ? "" : "it is written `" + signatures + "`"));
    }
}
