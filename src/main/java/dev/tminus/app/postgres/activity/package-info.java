/**
 * What goes on in a database: {@link dev.tminus.app.postgres.activity.ActivityAction} waits until sessions and errors are as they
 * should be, {@link dev.tminus.app.postgres.activity.DrainAction} sends those away that must not be there.
 */
@NullMarked
package dev.tminus.app.postgres.activity;

import org.jspecify.annotations.NullMarked;
