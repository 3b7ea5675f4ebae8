/**
 * Reads runbooks: YAML text to a positioned tree, the tree to the types of {@code dev.tminus.book}, and every mistake on
 * the way to a {@link dev.tminus.book.Problem} with its place.
 *
 * <p>Read {@code Node} first, then {@code YamlText}, which makes nodes, and {@code ProblemReport}, which shows problems.
 */
@NullMarked
package dev.tminus.reader;

import org.jspecify.annotations.NullMarked;
