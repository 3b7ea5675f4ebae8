/**
 * Tries ways back on copies of databases. Read {@link dev.tminus.app.postgres.rollback.DatabaseCopies} first, then {@code
 * CopyTrial}, on whose copies the undo of steps runs.
 */
@NullMarked
package dev.tminus.app.postgres.rollback;

import org.jspecify.annotations.NullMarked;
