/** The command line. Read {@link dev.tminus.app.cli.TminusCommand} first. */
@NullMarked
package dev.tminus.app.cli;

import org.jspecify.annotations.NullMarked;
