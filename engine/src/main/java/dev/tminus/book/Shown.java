package dev.tminus.book;

import java.util.Optional;

/**
 * Something a person is shown before deciding: an expression, or one of the words {@code plan} (the whole plan) and
 * {@code pending} (what the action beside the approval is about to do, asked from the action itself).
 */
public record Shown(String source, Optional<Expression> expression) {

    public static final String PLAN = "plan";
    public static final String PENDING = "pending";
}
