package dev.tminus.reader;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.tminus.book.Expression;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Scope;
import dev.tminus.book.Type;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An expression that CEL has checked. Its program is made when it is first evaluated. Safe for several threads. */
final class CelExpression implements Expression {

    private final String source;
    private final Type type;
    private final Names names;
    private final CelAbstractSyntaxTree tree;
    private final Supplier<CelRuntime> runtime;
    private volatile CelRuntime.@Nullable Program program;

    CelExpression(String source, Type type, Names names, CelAbstractSyntaxTree tree, Supplier<CelRuntime> runtime) {
        this.source = source;
        this.type = type;
        this.names = names;
        this.tree = tree;
        this.runtime = runtime;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public Set<String> reads() {
        return Reads.of(tree.getExpr());
    }

    @Override
    public Object evaluate(Scope scope) {
        try {
            return Border.outOf(program().eval(name -> resolve(scope, name)));
        } catch (CelEvaluationException | RuntimeException failure) {
            throw new ExpressionException(source, Failures.sentence(failure, tree.getExpr(), scope));
        }
    }

    private Optional<Object> resolve(Scope scope, String name) {
        Optional<Type> declared = names.find(name);
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        Optional<Object> value = scope.find(name);
        if (declared.get() instanceof Type.Maybe maybe) {
            return Optional.of(
                    value.map(given -> Border.into(maybe, name, given, false)).orElse(Optional.empty()));
        }
        return Optional.of(Border.into(
                declared.get(),
                name,
                value.orElseThrow(() -> new Unfit("`%s` has no value here".formatted(name))),
                false));
    }

    private CelRuntime.Program program() throws CelEvaluationException {
        CelRuntime.@Nullable Program made = program;
        if (made == null) {
            made = runtime.get().createProgram(tree);
            program = made;
        }
        return made;
    }
}
