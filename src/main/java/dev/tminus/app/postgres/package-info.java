/**
 * Actions on PostgreSQL databases, one folder a subject: {@code sql} runs a text, {@code migrate} a directory of migrations,
 * {@code backup}, {@code activity}, {@code preflight}, {@code compare} and {@code cleanup} what belongs around them.
 *
 * <p>Below those lie {@code database} (the database of a step; read {@link dev.tminus.app.postgres.database.Target} first), {@code catalog},
 * {@code records} and {@code risk}; and what knows nothing of steps: {@code schema}, {@code trace}, {@code grammar} and {@code lint}.
 * {@link dev.tminus.app.postgres.SqlReview} looks at the SQL of them all.
 */
@NullMarked
package dev.tminus.app.postgres;

import org.jspecify.annotations.NullMarked;
