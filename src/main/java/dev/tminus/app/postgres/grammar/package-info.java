/**
 * PostgreSQL's own grammar (of version 18) in this process: SQL text in, statements with their places and meaning out.
 *
 * <p>Read {@link dev.tminus.app.postgres.grammar.Grammar} first, then {@link
 * dev.tminus.app.postgres.grammar.Statement}. Nothing is loaded before the first text is parsed; that first one
 * costs about half a second, each later statement a few milliseconds.
 */
@NullMarked
package dev.tminus.app.postgres.grammar;

import org.jspecify.annotations.NullMarked;
