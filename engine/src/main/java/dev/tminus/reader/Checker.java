package dev.tminus.reader;

import com.google.common.base.Optional;
import dev.cel.checker.CelIdentDecl;
import dev.cel.checker.Env;
import dev.cel.checker.ExprChecker;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.internal.Errors;
import dev.cel.common.types.CelType;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CEL's parser and type checker, set up once for our functions.
 *
 * <p>The checker is entered below {@code CelCompiler}, whose every call declares all functions anew and compares each
 * with each: 4 ms for an expression. Here they are declared once and shared. Safe for use by several threads.
 */
@SuppressWarnings("deprecation") // The only way in below CelCompiler; the version is pinned and the tests would tell.
final class Checker {

    /** More than any person reads; keeps a generated file from taking the process's memory. */
    private static final int MOST_CHARACTERS = 10_000;

    /** Far deeper than people nest, far shallower than the stack. */
    private static final int DEEPEST_NESTING = 100;

    /** {@code all} in {@code all} over a few hundred rows passes; an accident does not hold a run for long. */
    static final int MOST_ITERATIONS = 200_000;

    static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableOptionalSyntax(true)
            .maxExpressionCodePointSize(MOST_CHARACTERS)
            .maxParseRecursionDepth(DEEPEST_NESTING)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .build();

    private static final CelContainer NO_CONTAINER = CelContainer.ofName("");

    private final CelParser parser = CelParserFactory.standardCelParserBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addMacros(CelFunctions.macros())
            .build();
    private final Map<String, CelFunctionDecl> functions = CelFunctions.declarations();
    private final CelTypes types;

    Checker(CelTypes types) {
        this.types = types;
    }

    /** A checked tree, or errors at code points of the source. */
    record Checked(CelAbstractSyntaxTree tree, List<Errors.Error> errors) {}

    CelParser parser() {
        return parser;
    }

    Checked check(CelAbstractSyntaxTree parsed, Map<String, CelType> names) {
        CelSource source = parsed.getSource();
        Errors errors = new Errors("expression", source.getContent().toString());
        Env env = Env.unconfigured(errors, types, OPTIONS);
        functions.values().forEach(env.getDeclGroup()::putFunction);
        env.enterScope();
        names.forEach((name, type) -> env.getDeclGroup().putIdent(CelIdentDecl.newIdentDeclaration(name, type)));
        CelAbstractSyntaxTree tree = ExprChecker.typecheck(env, NO_CONTAINER, parsed, Optional.absent());
        return new Checked(tree, new ArrayList<>(errors.getErrors()));
    }
}
