/** The application: commands, adapters and the one composition root, {@code Wiring}. Read {@code Main} first. */
@NullMarked
package dev.tminus.app;

import org.jspecify.annotations.NullMarked;
