/**
 * PostgreSQL that Tminus starts for itself: the default journal, and the demo's databases. Read {@link
 * dev.tminus.app.embedded.EmbeddedServer} first; the rest are its parts.
 */
@NullMarked
package dev.tminus.app.embedded;

import org.jspecify.annotations.NullMarked;
