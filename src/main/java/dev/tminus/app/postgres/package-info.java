/**
 * Actions on PostgreSQL databases, one folder a subject: {@code sql} runs a text, {@code migrate} a directory of migrations,
 * {@code rollback} tries the way back; {@code backup}, {@code activity}, {@code preflight}, {@code compare} and {@code
 * cleanup} are what belongs around them.
 *
 * <p>Below those lie {@code database} (the database of a step; read {@link dev.tminus.app.postgres.database.Target} first),
 * {@code catalog}, {@code records}, {@code risk} and {@code trouble}; and what knows nothing of steps: {@code schema}, {@code
 * trace}, {@code verdict}, {@code grammar} and {@code lint}. {@link dev.tminus.app.postgres.SqlReview} looks at all SQL.
 */
@NullMarked
package dev.tminus.app.postgres;

import org.jspecify.annotations.NullMarked;
