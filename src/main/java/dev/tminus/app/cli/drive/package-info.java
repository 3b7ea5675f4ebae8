/**
 * Starts a run and drives it in this process: at a terminal the cockpit, whose questions are answered in place, elsewhere
 * plain lines. Read {@link dev.tminus.app.cli.drive.Foreground} first.
 */
@NullMarked
package dev.tminus.app.cli.drive;

import org.jspecify.annotations.NullMarked;
