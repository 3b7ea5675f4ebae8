/**
 * What is known before anything is done: runbooks are read, checked, bound to an environment and shown as plans. Read
 * {@link dev.tminus.app.cli.plan.Binding} first, then {@link dev.tminus.app.cli.plan.PlanCommand}.
 */
@NullMarked
package dev.tminus.app.cli.plan;

import org.jspecify.annotations.NullMarked;
