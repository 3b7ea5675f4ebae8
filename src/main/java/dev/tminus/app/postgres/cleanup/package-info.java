/**
 * The action {@code pg.cleanup}: takes back what a step created. Read {@link
 * dev.tminus.app.postgres.cleanup.CleanupAction} first.
 */
@NullMarked
package dev.tminus.app.postgres.cleanup;

import org.jspecify.annotations.NullMarked;
