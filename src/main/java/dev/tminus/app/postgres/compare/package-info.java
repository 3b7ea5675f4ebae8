/**
 * The action {@code pg.schema}: holds the schema of a database against another one or an earlier state. Read {@link
 * dev.tminus.app.postgres.compare.SchemaAction} first.
 */
@NullMarked
package dev.tminus.app.postgres.compare;

import org.jspecify.annotations.NullMarked;
