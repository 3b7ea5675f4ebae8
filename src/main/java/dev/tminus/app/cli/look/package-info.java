/**
 * Looks at runs and changes nothing: where they stand, what happened, and whether the record holds. Read
 * {@link dev.tminus.app.cli.look.StatusCommand} first.
 */
@NullMarked
package dev.tminus.app.cli.look;

import org.jspecify.annotations.NullMarked;
