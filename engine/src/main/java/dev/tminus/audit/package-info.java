/**
 * Checks what a run left, and hands it on to people who check it without Tminus. Read {@link dev.tminus.audit.Evidence} (what
 * there is to check) first, then {@link dev.tminus.audit.Bundle} (the same as files). Nothing here interprets an event.
 */
@NullMarked
package dev.tminus.audit;

import org.jspecify.annotations.NullMarked;
