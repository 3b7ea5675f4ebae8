/**
 * What a database's own catalogs say of its tables: {@link dev.tminus.app.postgres.catalog.TableName} is one as a runbook names it, {@link
 * dev.tminus.app.postgres.catalog.TableFigures} are their sizes, which {@code pg.analyze} brings up to date.
 */
@NullMarked
package dev.tminus.app.postgres.catalog;

import org.jspecify.annotations.NullMarked;
