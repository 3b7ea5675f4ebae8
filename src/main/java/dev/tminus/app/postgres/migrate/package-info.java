/**
 * The action {@code pg.migrate} and its engines. Read {@link dev.tminus.app.postgres.migrate.Migrator} first, which says what
 * an engine answers ({@code PrismaMigrator}, {@code SqlMigrator}), then {@code Sending}, how a script reaches the server.
 */
@NullMarked
package dev.tminus.app.postgres.migrate;

import org.jspecify.annotations.NullMarked;
