/**
 * Runs programs: the action {@code run}. Read {@link dev.tminus.app.shell.Supervisor} first, then {@code slot.sh} among
 * the resources, which outlives this process. Works on Linux, where processes can be seen under {@code /proc}.
 */
@NullMarked
package dev.tminus.app.shell;

import org.jspecify.annotations.NullMarked;
