/** The action {@code http}. Read {@link dev.tminus.app.http.HttpAction} first. */
@NullMarked
package dev.tminus.app.http;

import org.jspecify.annotations.NullMarked;
