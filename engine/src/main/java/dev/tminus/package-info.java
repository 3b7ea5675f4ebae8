/** Tminus: checklist-as-code for production database migrations. */
@NullMarked
package dev.tminus;

import org.jspecify.annotations.NullMarked;
