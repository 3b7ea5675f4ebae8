/**
 * What should happen: runbooks, phases, steps and the plan made of them, as immutable data. JDK only, no I/O.
 *
 * <p>Read {@link dev.tminus.book.Runbook} first, then {@link dev.tminus.book.Step} and {@link dev.tminus.book.Action}.
 */
@NullMarked
package dev.tminus.book;

import org.jspecify.annotations.NullMarked;
