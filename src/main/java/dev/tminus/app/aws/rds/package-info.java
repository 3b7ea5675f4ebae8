/**
 * What a runbook does with databases on Amazon RDS. Read {@link dev.tminus.app.aws.rds.SnapshotAction} first: the others
 * are made like it. {@link dev.tminus.app.aws.rds.Rds} makes the calls.
 */
@NullMarked
package dev.tminus.app.aws.rds;

import org.jspecify.annotations.NullMarked;
