package dev.tminus.app.report;

import static dev.tminus.app.report.TimelineSvg.CHART;
import static dev.tminus.app.report.TimelineSvg.LANE;
import static dev.tminus.app.report.TimelineSvg.NAMES;
import static dev.tminus.app.report.TimelineSvg.STATES;

import dev.tminus.app.report.SvgCanvas.Box;
import dev.tminus.book.Durations;
import java.time.Duration;
import java.time.Instant;

/** Draws one line of a timeline: the name, the bars and outlines of a phase or a step, and its state as a word. */
final class LaneSvg {

    private static final int NAME_LENGTH = 44;

    /** How far an outline may reach beyond the end of its bar before it is cut with an arrow. */
    private static final double OVERHANG = 90;

    private final Report report;
    private final LocalTimes times;
    private final Axis axis;
    private final Html html;
    private final SvgCanvas canvas;

    LaneSvg(Report report, LocalTimes times, Axis axis, Html html) {
        this.report = report;
        this.times = times;
        this.axis = axis;
        this.html = html;
        this.canvas = new SvgCanvas(html);
    }

    void draw(Timeline.Lane lane, double y) {
        html.open("g");
        if (lane.row().isEmpty()) {
            phase(lane.part(), y);
        } else {
            step(lane, lane.row().get(), y);
        }
        html.close(1);
    }

    private void phase(Part part, double y) {
        canvas.rect("phase", new Box(0, y, NAMES + CHART + STATES, LANE));
        String name = (part.kind() == Part.Kind.SCENARIO ? "Rollback: " : "") + part.name();
        text("phase-name", 4, y, cut(name));
        text("state", NAMES + CHART + 8, y, part.word());
        part.began().ifPresent(from -> {
            Instant to = part.ended().orElse(report.end());
            double x = axis.x(from);
            canvas.rect("phase-bar", new Box(NAMES + x, y + LANE - 5, Math.max(1.5, axis.x(to) - x), 3));
        });
    }

    private void step(Timeline.Lane lane, Row row, double y) {
        html.leaf("title", title(row));
        text("step-name", 10 + 10.0 * Math.min(4, row.depth()), y, cut(row.name()));
        lane.plannedFrom().ifPresent(from -> outline(row, from, lane.expected(), y));
        for (Span span : row.spans()) {
            double x = axis.x(span.from());
            double width = Math.max(2, axis.x(span.to()) - x);
            canvas.rect(look(row, span), new Box(NAMES + x, y + 6, width, LANE - 12));
            if (span.end() == Span.End.BADLY) {
                canvas.label("cross", NAMES + x + width, y + 15, "✕");
            }
        }
        text("state " + row.status().word(), NAMES + CHART + 8, y, row.word());
    }

    private static String look(Row row, Span span) {
        if (row.holds()) {
            return "holds";
        }
        return switch (span.kind()) {
            case WORK -> span.end() == Span.End.BADLY ? "work badly" : "work";
            case PEOPLE -> "people";
            case TIME -> "time";
        };
    }

    /** The expected stretch, from when the step began, so that its bar can be held against it. */
    private void outline(Row row, Instant from, Duration expected, double y) {
        if (expected.isZero() || row.holds()) {
            return;
        }
        double x = axis.x(from);
        double edge = Math.min(CHART, axis.x(row.ended().orElse(from)) + OVERHANG);
        double to = axis.x(from.plus(expected));
        boolean ahead = row.spans().isEmpty() && row.began().isEmpty();
        boolean cut = !ahead && (to > edge || !axis.covers(from.plus(expected)));
        double end = cut ? Math.max(x + 8, edge) : to;
        canvas.rect(
                ahead ? "plan ahead" : "plan", new Box(NAMES + x, y + 3, Math.max(3, end - x), LANE - 6), "rx", "2");
        if (cut) {
            canvas.label("plan-label", NAMES + Math.min(end, CHART - 6), y + LANE - 7, "▸");
        }
    }

    private String title(Row row) {
        return Words.joined(
                "%s (%s): %s".formatted(row.name(), row.key(), row.word()),
                row.began().map(at -> "began " + times.full(at)).orElse(""),
                row.actual().map(length -> "took " + Durations.text(length)).orElse(""),
                row.expected()
                        .map(length -> "expected " + Durations.text(length))
                        .orElse(""));
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= NAME_LENGTH
                ? name
                : name.substring(0, name.offsetByCodePoints(0, NAME_LENGTH - 1)) + "…";
    }

    private void text(String look, double x, double y, String text) {
        canvas.label(look, x, y + 15, text);
    }
}
