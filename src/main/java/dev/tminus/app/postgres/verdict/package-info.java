/**
 * What a failed or interrupted migration left behind, judged from facts alone. Read {@link
 * dev.tminus.app.postgres.verdict.Verdict} first, then {@link dev.tminus.app.postgres.verdict.Evidence}.
 *
 * <p>Nothing here asks a database: facts come in, a verdict goes out.
 */
@NullMarked
package dev.tminus.app.postgres.verdict;

import org.jspecify.annotations.NullMarked;
