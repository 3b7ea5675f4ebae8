package dev.tminus.app.shell;

/**
 * A command on its way to a slot.
 *
 * @param marker what every process of it carries in its environment, {@code TMINUS_STEP}
 * @param program the command as one line for {@code slot.sh}
 */
record Job(ShellCommand command, StepFolder folder, String marker, String program, Output output) {}
