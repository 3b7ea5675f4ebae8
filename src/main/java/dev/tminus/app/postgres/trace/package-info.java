/**
 * What statements do to a PostgreSQL database while they run: whom they block and how long, what they rewrite, read and write.
 *
 * <p>Read {@link dev.tminus.app.postgres.trace.Footprint} first, then {@link dev.tminus.app.postgres.trace.Recorder}, which
 * takes one, and {@link dev.tminus.app.postgres.trace.Contract}, which compares two. Nothing here knows runs or steps.
 */
@NullMarked
package dev.tminus.app.postgres.trace;

import org.jspecify.annotations.NullMarked;
