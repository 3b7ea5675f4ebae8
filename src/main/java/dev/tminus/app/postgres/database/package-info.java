/**
 * The database a step works on. Read {@link dev.tminus.app.postgres.database.Target} first, which opens its sessions, then {@link
 * dev.tminus.app.postgres.database.TargetWork}, which does the work of an action on one.
 */
@NullMarked
package dev.tminus.app.postgres.database;

import org.jspecify.annotations.NullMarked;
