/**
 * The command line. Read {@link dev.tminus.app.cli.TminusCommand} first.
 *
 * <p>Verbs lie where they belong in a run's life: {@code plan} before it, {@code drive} while it runs here, {@code request}
 * what people ask of it, {@code look} what is told of it; {@code desk} is what all of them have.
 */
@NullMarked
package dev.tminus.app.cli;

import org.jspecify.annotations.NullMarked;
