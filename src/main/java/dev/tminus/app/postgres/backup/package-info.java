/**
 * Backups that are proven: {@link dev.tminus.app.postgres.backup.ClientPrograms} runs PostgreSQL's own programs, {@link
 * dev.tminus.app.postgres.backup.Contents} says what lay in the database when the dump was taken and lies beside it, {@link
 * dev.tminus.app.postgres.backup.ScratchDatabase} is where a dump is tried.
 */
@NullMarked
package dev.tminus.app.postgres.backup;

import org.jspecify.annotations.NullMarked;
