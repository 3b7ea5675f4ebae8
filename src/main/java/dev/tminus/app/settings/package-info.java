/** Where the journal is and where files lie. Read {@link dev.tminus.app.settings.Settings} first. */
@NullMarked
package dev.tminus.app.settings;

import org.jspecify.annotations.NullMarked;
