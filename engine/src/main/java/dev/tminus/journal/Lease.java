package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.time.Instant;

/**
 * The right to drive a run for a while.
 *
 * @param epoch rises by one with every take-over; the journal refuses an engine that writes with an older one
 * @param until by the journal's clock
 */
public record Lease(RunId run, String holder, long epoch, Instant until) {}
