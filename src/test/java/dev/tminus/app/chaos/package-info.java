/**
 * Faults that happen to the real command line in processes of its own: killed, frozen, doubled, cut off from its
 * journal, given wrong input. Read {@link dev.tminus.app.chaos.CommandLine} first.
 */
@NullMarked
package dev.tminus.app.chaos;

import org.jspecify.annotations.NullMarked;
