/**
 * Drives runs: writes what was decided, then does it.
 *
 * <p>Read {@link dev.tminus.engine.Engine} first, then {@link dev.tminus.engine.Drive}, which holds one run.
 */
@NullMarked
package dev.tminus.engine;

import org.jspecify.annotations.NullMarked;
