/**
 * How a step watches what its statements do. Read {@link dev.tminus.app.postgres.watch.SecondSession} first, then {@link
 * dev.tminus.app.postgres.watch.Enforcement}, which says what follows where they do not do what they did in rehearsal.
 */
@NullMarked
package dev.tminus.app.postgres.watch;

import org.jspecify.annotations.NullMarked;
