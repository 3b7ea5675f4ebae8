/**
 * The action {@code pg.preflight}: whether a database is as a step needs it. Read {@link
 * dev.tminus.app.postgres.preflight.PreflightAction} first; each look is a {@code Finding}.
 */
@NullMarked
package dev.tminus.app.postgres.preflight;

import org.jspecify.annotations.NullMarked;
