/**
 * What a database is, as text that can be compared: {@link dev.tminus.app.postgres.schema.SchemaPrint} for its schema,
 * {@link dev.tminus.app.postgres.schema.DataPrint} for its rows. The queries lie beside the classes as resources.
 */
@NullMarked
package dev.tminus.app.postgres.schema;

import org.jspecify.annotations.NullMarked;
