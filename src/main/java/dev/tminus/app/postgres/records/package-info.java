/**
 * What a run leaves behind so that a later step or engine can tell what happened: {@link
 * dev.tminus.app.postgres.records.TargetRecords} on the target itself, {@link
 * dev.tminus.app.postgres.records.FingerprintStore} there and beside the runbook.
 */
@NullMarked
package dev.tminus.app.postgres.records;

import org.jspecify.annotations.NullMarked;
