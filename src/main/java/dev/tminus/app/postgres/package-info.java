/**
 * Actions on PostgreSQL databases, {@code sql} and the typed {@code pg.*}, and the migration engines behind {@code pg.migrate}.
 *
 * <p>Read {@link dev.tminus.app.postgres.SqlAction} first and {@code Target}, which opens its sessions; then {@link
 * dev.tminus.app.postgres.Migrator}, which says what a migration engine answers ({@code PrismaMigrator}, {@code SqlMigrator}).
 */
@NullMarked
package dev.tminus.app.postgres;

import org.jspecify.annotations.NullMarked;
