package dev.tminus.book;

import java.util.Set;

/** A checked expression over a {@link Scope}; evaluating it twice on the same scope gives the same value. */
public interface Expression {

    /** The text as written, without the surrounding <code>${{ }}</code>. */
    String source();

    /** The type found when the runbook was checked. */
    Type type();

    /**
     * What it reads, as dotted paths of at most three parts: {@code steps.apply.result}, {@code vars.tables},
     * {@code secrets.database_url}, {@code run.window}.
     */
    Set<String> reads();

    /**
     * Its value, one of the kinds {@link Values} allows, or an {@code Optional} where the type is {@link Type.Maybe}.
     *
     * @throws ExpressionException when a value is missing or does not fit, with a sentence for the operator
     */
    Object evaluate(Scope scope);
}
