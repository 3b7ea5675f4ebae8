/** Secrets from files, variables and commands. Read {@link dev.tminus.app.secrets.LocalSecrets} first. */
@NullMarked
package dev.tminus.app.secrets;

import org.jspecify.annotations.NullMarked;
