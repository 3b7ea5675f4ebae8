package dev.tminus.reader;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelRuntime;
import dev.tminus.book.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Turns the text of an expression into something that can be evaluated, or says what is wrong with it.
 *
 * <p>The same source with the same {@link Names} object is compiled once. Safe for use by several threads.
 */
public final class ExpressionCompiler {

    private final CelTypes types = new CelTypes();
    private final Checker checker = new Checker(types);
    private final Supplier<CelRuntime> runtime = new Once<>(Calls::runtime);
    private final Map<Key, Compiled> compiled = new ConcurrentHashMap<>();

    private record Key(String source, Names names) {}

    /** The expression as checked against these names. */
    public Compiled compile(String source, Names names) {
        return compiled.computeIfAbsent(new Key(source, names), key -> compileAnew(source, names));
    }

    private Compiled compileAnew(String source, Names names) {
        CelValidationResult parsed = checker.parser().parse(source);
        if (parsed.hasError()) {
            return new Compiled.Wrong(SyntaxMistakes.of(source, parsed.getErrors()));
        }
        Positions positions = new Positions(source);
        CelAbstractSyntaxTree tree = tree(parsed);
        List<Mistake> odd = Scrutiny.oddConstants(positions, tree);
        if (!odd.isEmpty()) {
            return new Compiled.Wrong(odd);
        }
        Checker.Checked checked = checker.check(tree, types.celNames(names));
        List<Mistake> mistakes = checked.errors().isEmpty()
                ? new Scrutiny(positions, types, checked.tree()).mistakes()
                : new Diagnosis(positions, names, types, checked).mistakes();
        if (!mistakes.isEmpty()) {
            return new Compiled.Wrong(mistakes);
        }
        Type type = types.type(checked.tree().getResultType()).orElseThrow();
        return new Compiled.Fine(new CelExpression(source, type, names, checked.tree(), runtime));
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult parsed) {
        try {
            return parsed.getAst();
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("CEL parsed without error but gave no tree", impossible);
        }
    }
}
