/**
 * What every command has before it: the terminal, the journal, who types, and how results and mistakes are told. Read
 * {@link dev.tminus.app.cli.desk.Desk} first.
 */
@NullMarked
package dev.tminus.app.cli.desk;

import org.jspecify.annotations.NullMarked;
