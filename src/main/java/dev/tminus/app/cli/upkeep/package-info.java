/**
 * Looks after the machine and the journal, apart from any run. Read {@link dev.tminus.app.cli.upkeep.DoctorCommand}
 * first.
 */
@NullMarked
package dev.tminus.app.cli.upkeep;

import org.jspecify.annotations.NullMarked;
