/**
 * Measurements, printed as ratios within one run of a program; {@code bench/README.md} says what they should be. Read
 * {@link dev.tminus.bench.Bench} first.
 */
@NullMarked
package dev.tminus.bench;

import org.jspecify.annotations.NullMarked;
