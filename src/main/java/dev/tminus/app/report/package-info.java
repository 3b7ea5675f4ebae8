/**
 * What a run did, told to people who were not there. Read {@link dev.tminus.app.report.ReportWriter} first, then {@code
 * Report}, the facts in order; {@code HtmlReport}, {@code MarkdownReport} and {@code JsonReport} only write them down.
 */
@NullMarked
package dev.tminus.app.report;

import org.jspecify.annotations.NullMarked;
