/**
 * What people ask of a run that somebody drives: each command is one request, which the run grants or refuses. Read
 * {@link dev.tminus.app.cli.request.StepRequest} first.
 */
@NullMarked
package dev.tminus.app.cli.request;

import org.jspecify.annotations.NullMarked;
