/**
 * What is behind an error of the server, found by asking the database it happened in. Read {@link
 * dev.tminus.app.postgres.trouble.Troubleshooting} first.
 */
@NullMarked
package dev.tminus.app.postgres.trouble;

import org.jspecify.annotations.NullMarked;
