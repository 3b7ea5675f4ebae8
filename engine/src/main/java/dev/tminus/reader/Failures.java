package dev.tminus.reader;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelDivideByZeroException;
import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.common.exceptions.CelIterationLimitExceededException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Scope;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why an expression has no value, in a sentence for the operator. */
final class Failures {

    private static final Pattern MISSING_KEY = Pattern.compile("key '(.*)' is not present in map\\.?", Pattern.DOTALL);
    private static final Pattern NO_FIELDS = Pattern.compile("resolving field '(.*?)'");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    /** A longer list of candidates is not read. */
    private static final int MOST_CANDIDATES = 10;

    private final CelExpr tree;
    private final Scope scope;

    private Failures(CelExpr tree, Scope scope) {
        this.tree = tree;
        this.scope = scope;
    }

    static String sentence(Throwable failure, CelExpr tree, Scope scope) {
        Failures failures = new Failures(tree, scope);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String known = failures.known(cause);
            if (known != null) {
                return known;
            }
        }
        return String.valueOf(failure.getMessage()).replaceFirst("^evaluation error( at [^:]*:\\d+)?: ", "");
    }

    private @Nullable String known(Throwable cause) {
        if (cause instanceof Unfit || cause instanceof ExpressionException) {
            return cause.getMessage();
        }
        if (cause instanceof CelAttributeNotFoundException) {
            return missing(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof DateTimeException) {
            return "there is no such time zone, or the time is out of range: " + cause.getMessage();
        }
        if (cause instanceof CelDivideByZeroException) {
            return "it divides by zero";
        }
        if (cause instanceof CelIndexOutOfBoundsException) {
            Matcher index = NUMBER.matcher(String.valueOf(cause.getMessage()));
            return "the list has no item %s; the first is 0".formatted(index.find() ? index.group() : "there");
        }
        if (cause instanceof CelNumericOverflowException) {
            return "a number became too large";
        }
        if (cause instanceof CelIterationLimitExceededException) {
            return String.format(Locale.ROOT, "it goes through more than %,d items", Checker.MOST_ITERATIONS);
        }
        if (cause instanceof CelOverloadNotFoundException) {
            return "two values are not of the kinds that fit together here";
        }
        if (cause instanceof NoSuchElementException) {
            return "it asks for a value that is missing; write .orValue(...)";
        }
        return null;
    }

    private String missing(String raw) {
        Matcher field = NO_FIELDS.matcher(raw);
        if (field.find()) {
            return "`%s` is read from what has no fields".formatted(field.group(1));
        }
        Matcher found = MISSING_KEY.matcher(raw);
        String key = found.find() ? found.group(1) : raw;
        return candidates(key)
                .map(there -> "there is no `%s`; there %s".formatted(key, there))
                .orElse("there is no `%s`".formatted(key));
    }

    /** What stands in the map that lacks the key, where the expression names that map. */
    private Optional<String> candidates(String key) {
        return Trees.all(tree)
                .map(expr -> owner(expr, key))
                .flatMap(Optional::stream)
                .map(Path::of)
                .filter(Path::complete)
                .map(path -> value(path.parts()))
                .flatMap(Optional::stream)
                .filter(value -> value instanceof Map<?, ?> map && !map.containsKey(key))
                .map(value -> listed((Map<?, ?>) value))
                .findFirst();
    }

    /** What the key is read from, if this part of the expression reads it. */
    private static Optional<CelExpr> owner(CelExpr expr, String key) {
        if (expr.getKind() == Kind.SELECT && expr.select().field().equals(key)) {
            return Optional.of(expr.select().operand());
        }
        return expr.getKind() == Kind.CALL && expr.call().function().equals("_[_]")
                ? Optional.of(expr.call().args().get(0))
                : Optional.empty();
    }

    private Optional<Object> value(List<String> parts) {
        Optional<Object> at = scope.find(parts.get(0));
        for (String part : parts.subList(1, parts.size())) {
            at = at.flatMap(value -> value instanceof Optional<?> optional ? optional : Optional.of(value))
                    .filter(Map.class::isInstance)
                    .map(map -> ((Map<?, ?>) map).get(part));
        }
        return at.flatMap(value -> value instanceof Optional<?> optional ? optional : Optional.of(value));
    }

    private static String listed(Map<?, ?> map) {
        if (map.isEmpty()) {
            return "is nothing";
        }
        String some = map.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)).stream()
                .limit(MOST_CANDIDATES)
                .collect(Collectors.joining(", "));
        return map.size() > MOST_CANDIDATES
                ? "are %s and %d more".formatted(some, map.size() - MOST_CANDIDATES)
                : "is " + some;
    }
}
