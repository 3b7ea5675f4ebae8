/**
 * The journal in PostgreSQL. Read {@link dev.tminus.journal.postgres.PostgresJournal} first, then {@link
 * dev.tminus.journal.postgres.AppendStatement} (the one statement that writes) and migrations/V1__journal.sql.
 */
@NullMarked
package dev.tminus.journal.postgres;

import org.jspecify.annotations.NullMarked;
