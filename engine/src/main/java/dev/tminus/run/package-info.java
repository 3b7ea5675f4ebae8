/**
 * What has happened to a run and what is next. JDK only, no clock, no I/O.
 *
 * <p>Read {@link dev.tminus.run.RunEvent}, then {@link dev.tminus.run.RunState} (the events folded), then {@link
 * dev.tminus.run.Decider} (what is next) and {@link dev.tminus.run.Requests} (what people may do).
 */
@NullMarked
package dev.tminus.run;

import org.jspecify.annotations.NullMarked;
