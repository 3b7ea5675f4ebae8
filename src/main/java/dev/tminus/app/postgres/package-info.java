/**
 * Typed actions on PostgreSQL databases and the migration engines behind {@code pg.migrate}.
 *
 * <p>Read {@link dev.tminus.app.postgres.Migrator} first: it says what a migration engine answers; {@code PrismaMigrator}
 * and {@code SqlMigrator} are the two there are.
 */
@NullMarked
package dev.tminus.app.postgres;

import org.jspecify.annotations.NullMarked;
