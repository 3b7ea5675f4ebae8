/**
 * From a wiki page to a runbook: a Markdown guide is read into sections and parts ({@link Guide}), and drafted as a
 * runbook that validates. Read {@link DraftRunbook} first, then {@link GuideReader} and {@link Outline}.
 */
@NullMarked
package dev.tminus.app.guide;

import org.jspecify.annotations.NullMarked;
