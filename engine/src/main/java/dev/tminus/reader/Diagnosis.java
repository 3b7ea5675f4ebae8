package dev.tminus.reader;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.internal.Errors;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what CEL's checker found in the words of the person who wrote the expression. */
final class Diagnosis {

    /** A longer list of candidates is not read. */
    private static final int MOST_CANDIDATES = 10;

    private static final Map<String, String> MEANT = Map.of(
            "True", "true", "TRUE", "true", "yes", "true", "False", "false", "FALSE", "false", "no", "false", "None",
            "null", "nil", "null", "NULL", "null");

    private final Positions positions;
    private final Names names;
    private final CelTypes types;
    private final Checker.Checked checked;

    Diagnosis(Positions positions, Names names, CelTypes types, Checker.Checked checked) {
        this.positions = positions;
        this.names = names;
        this.types = types;
        this.checked = checked;
    }

    List<Mistake> mistakes() {
        Map<Integer, Mistake> byPlace = new LinkedHashMap<>();
        for (Errors.Error error : checked.errors()) {
            if (byPlace.isEmpty() || !follows(error)) {
                Mistake mistake = mistake(error);
                byPlace.putIfAbsent(mistake.offset(), mistake);
            }
        }
        List<Mistake> mistakes = new ArrayList<>(byPlace.values());
        mistakes.sort(Comparator.comparingInt(Mistake::offset));
        return mistakes;
    }

    /** Whether another error is the reason for this one. */
    private boolean follows(Errors.Error error) {
        return Trees.find(checked.tree().getExpr(), error.exprId())
                .filter(new Misfit(positions, types, checked.tree())::follows)
                .isPresent();
    }

    private Mistake mistake(Errors.Error error) {
        int offset = positions.offset(error.position());
        Optional<CelExpr> found = Trees.find(checked.tree().getExpr(), error.exprId());
        String raw = error.rawMessage();
        if (found.isPresent()) {
            CelExpr expr = found.get();
            if (raw.startsWith("undefined field") || raw.contains("does not support field selection")) {
                return field(expr, offset);
            }
            if (raw.startsWith("undeclared reference")) {
                return expr.getKind() == Kind.CALL ? function(undeclared(raw), offset) : name(undeclared(raw), offset);
            }
            if (raw.startsWith("found no matching overload")) {
                return new Misfit(positions, types, checked.tree()).mistake(expr, offset);
            }
            if (raw.contains("cannot be range of a comprehension")) {
                CelType range = typeOf(expr.comprehension().iterRange());
                return positions.mistake(
                        offset,
                        Math.max(1, positions.nameLength(offset)),
                        Code.TM302,
                        "only a list or a map can be gone through, and this is " + TypeWords.of(range, types),
                        "");
            }
        }
        if (raw.startsWith("expected type 'bool'")) {
            return positions.mistake(
                    offset, 1, Code.TM302, "a condition is needed here: something that is true or false", "");
        }
        return positions.mistake(offset, 1, Code.TM302, raw, "");
    }

    private CelType typeOf(CelExpr expr) {
        return checked.tree().getTypeOrThrow(expr.id());
    }

    private Mistake field(CelExpr expr, int dot) {
        boolean select = expr.getKind() == Kind.SELECT;
        CelExpr operand = select ? expr.select().operand() : expr.call().args().get(0);
        String field = select
                ? expr.select().field()
                : expr.call().args().get(1).constant().stringValue();
        CelType type = typeOf(operand);
        CelType inner = type instanceof OptionalType ? type.parameters().get(0) : type;
        Path path = Path.of(operand);
        String whole = path.complete() ? path.toString() : "this";
        int offset = positions.find(field, dot);
        if (inner instanceof OptionalType) {
            return positions.mistake(
                    offset,
                    field.length(),
                    Code.TM305,
                    "%s may be missing for two reasons at once".formatted(whole),
                    "write `.` instead of `.?` before what is known to be missing at times");
        }
        return types.struct(inner.name())
                .map(struct ->
                        unknownField(offset, field, whole, struct.fields().keySet()))
                .orElseGet(() -> positions.mistake(
                        offset,
                        field.length(),
                        Code.TM302,
                        "%s is %s and has no fields, so `%s` cannot be read"
                                .formatted(whole, TypeWords.of(type, types), field),
                        functionHelp(field).orElse("")));
    }

    private Mistake unknownField(int offset, String field, String whole, Collection<String> fields) {
        return positions.mistake(
                offset,
                field.length(),
                Code.TM303,
                fields.isEmpty()
                        ? "`%s` is not a field of %s; it has none".formatted(field, whole)
                        : "`%s` is not a field of %s; it has %s".formatted(field, whole, listed(fields)),
                functionHelp(field).or(() -> DidYouMean.help(field, fields)).orElse(""));
    }

    private static Optional<String> functionHelp(String field) {
        return Functions.names().contains(field)
                ? Optional.of("it is a function; call it: .%s()".formatted(field))
                : Optional.empty();
    }

    private static String undeclared(String raw) {
        return raw.replaceAll("^undeclared reference to '([^']*)'.*$", "$1");
    }

    private Mistake name(String name, int offset) {
        return positions.mistake(
                offset,
                name.length(),
                Code.TM303,
                "`%s` is not known here; known are %s".formatted(name, listed(names.all())),
                nameHelp(name));
    }

    private String nameHelp(String name) {
        if (MEANT.containsKey(name)) {
            return "write " + MEANT.get(name);
        }
        Optional<String> owner = names.all().stream()
                .filter(known -> types.struct(names, known)
                        .map(struct -> struct.fields().containsKey(name))
                        .orElse(false))
                .findFirst();
        return owner.map(known -> "did you mean %s.%s?".formatted(known, name))
                .or(() -> DidYouMean.help(name, names.all()))
                .or(() -> Functions.names().contains(name)
                        ? Optional.of("it is a function; call it: %s(...)".formatted(name))
                        : Optional.empty())
                .orElse("if it is meant as text, put it in quotes: '%s'".formatted(name));
    }

    private Mistake function(String function, int parenthesis) {
        int offset = positions.findBefore(function, parenthesis);
        return positions.mistake(
                offset,
                function.length(),
                Code.TM303,
                "there is no function `%s`".formatted(function),
                DidYouMean.help(function, Functions.names())
                        .orElse("`tminus explain expressions` lists the functions"));
    }

    private static String listed(Collection<String> names) {
        String some = String.join(", ", names.stream().limit(MOST_CANDIDATES).toList());
        return names.size() > MOST_CANDIDATES ? "%s and %d more".formatted(some, names.size() - MOST_CANDIDATES) : some;
    }
}
