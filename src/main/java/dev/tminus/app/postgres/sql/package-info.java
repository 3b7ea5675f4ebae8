/**
 * The action {@code sql}. Read {@link dev.tminus.app.postgres.sql.SqlAction} first, then {@code SqlText}, which divides a
 * text into statements, and {@code SqlRun}, which sends them and tells the truth about how that ended.
 */
@NullMarked
package dev.tminus.app.postgres.sql;

import org.jspecify.annotations.NullMarked;
