/** The documents in {@code docs/}, held against the code. Read {@link dev.tminus.app.docs.LanguageDocumentTest} first. */
@NullMarked
package dev.tminus.app.docs;

import org.jspecify.annotations.NullMarked;
