/**
 * Backups that are proven: {@link dev.tminus.app.postgres.backup.ClientPrograms} runs PostgreSQL's own programs, {@link
 * dev.tminus.app.postgres.backup.Contents} says what lay in the database when the dump was taken and lies beside it, {@link
 * dev.tminus.app.postgres.backup.ScratchDatabase} is where a dump is tried. The actions {@code pg.dump}, {@code pg.restore} and
 * {@code pg.restore_test} stand on them.
 */
@NullMarked
package dev.tminus.app.postgres.backup;

import org.jspecify.annotations.NullMarked;
