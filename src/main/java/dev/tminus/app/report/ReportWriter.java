package dev.tminus.app.report;

import dev.tminus.engine.Engine;
import java.time.Instant;
import java.util.Set;

/** Writes what a run did in one of a few formats. Reads nothing but what it is given; safe for threads. */
public final class ReportWriter {

    private static final String EMERGENCY = "emergency";

    /** The formats by name; {@code emergency} is the sheet of remaining commands. */
    public Set<String> formats() {
        return Set.of("html", "markdown", "json", EMERGENCY);
    }

    /** The report as one text. */
    public String write(Engine.Standing run, String format, Instant now) {
        if (format.equals(EMERGENCY)) {
            return EmergencySheet.render(run.plan(), run.state(), now);
        }
        Report report = Report.of(run.plan(), run.state(), run.history(), now);
        return switch (format) {
            case "html" -> HtmlReport.render(report);
            case "markdown" -> MarkdownReport.render(report);
            case "json" -> JsonReport.render(report);
            default ->
                throw new IllegalArgumentException(
                        "no report format is called '%s'; there are html, markdown, json and emergency"
                                .formatted(format));
        };
    }
}
