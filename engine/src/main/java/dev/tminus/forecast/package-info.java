/**
 * How long things will take and whom they will block, worked out from what was measured. JDK and book only, no clock, no I/O.
 *
 * <p>Read {@link dev.tminus.forecast.Interval}, then {@link dev.tminus.forecast.CostModel} (time by size), {@link
 * dev.tminus.forecast.StatementForecast} (one statement on production's table) and {@link dev.tminus.forecast.Forecast}
 * (what a run stores at its start).
 */
@NullMarked
package dev.tminus.forecast;

import org.jspecify.annotations.NullMarked;
