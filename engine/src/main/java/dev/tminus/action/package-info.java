/** The service-provider interface for doing things. Read {@link dev.tminus.action.StepAction} first. */
@NullMarked
package dev.tminus.action;

import org.jspecify.annotations.NullMarked;
