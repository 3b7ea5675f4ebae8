/**
 * The memory of Tminus: one list of events per run. Read {@link dev.tminus.journal.Journal} (the port) first, then {@link
 * dev.tminus.journal.EventCodec} (an event as the line that is hashed) and {@link dev.tminus.journal.HashChain}.
 */
@NullMarked
package dev.tminus.journal;

import org.jspecify.annotations.NullMarked;
