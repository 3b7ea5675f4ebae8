/**
 * Rules about SQL that changes a database in use: which lock a statement takes, what that costs, and the safer form.
 *
 * <p>Read {@link dev.tminus.app.postgres.lint.Rule} first, then {@link dev.tminus.app.postgres.lint.Linter}. The
 * rules stand in the classes that end in {@code Rules}; docs/lint.md and {@code tminus explain} are made from them.
 */
@NullMarked
package dev.tminus.app.postgres.lint;

import org.jspecify.annotations.NullMarked;
