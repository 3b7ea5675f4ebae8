package dev.tminus.app.report;

import dev.tminus.book.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Draws a timeline as SVG: an outline for what was expected, bars for what was; every state stands there as a word. */
final class TimelineSvg {

    private static final double NAMES = 300;
    private static final double CHART = 680;
    private static final double STATES = 140;
    private static final double LANE = 22;
    private static final double HEAD = 64;
    private static final int NAME_LENGTH = 44;
    /** How far an outline may reach beyond the end of its bar before it is cut with an arrow. */
    private static final double OVERHANG = 90;

    private final Report report;
    private final LocalTimes times;
    private final Timeline timeline;
    private final Html html;

    private TimelineSvg(Report report, LocalTimes times, Html html) {
        this.report = report;
        this.times = times;
        this.timeline = Timeline.of(report, CHART);
        this.html = html;
    }

    static void draw(Report report, LocalTimes times, Html html) {
        new TimelineSvg(report, times, html).draw();
    }

    private void draw() {
        double height = HEAD + timeline.lanes().size() * LANE + 12;
        html.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                box(height),
                "role",
                "img",
                "class",
                "timeline",
                "aria-labelledby",
                "timeline-title timeline-desc");
        html.leaf("title", "Timeline of run " + report.identity().run(), "id", "timeline-title");
        html.leaf("desc", description(), "id", "timeline-desc");
        pattern();
        shortened(height);
        ticks(height);
        for (int i = 0; i < timeline.lanes().size(); i++) {
            lane(timeline.lanes().get(i), HEAD + i * LANE);
        }
        marks(height);
        html.close(1);
    }

    private static String box(double height) {
        return "0 0 %s %s".formatted(n(NAMES + CHART + STATES), n(height));
    }

    private String description() {
        return "%d steps from %s to %s. Outlines show the expected length, filled bars the work, hatched bars the time for which people were awaited. The table below says the same in words."
                .formatted(
                        report.leaves().count(),
                        times.full(timeline.axis().from()),
                        times.full(timeline.axis().to()));
    }

    private void pattern() {
        html.open("defs")
                .open(
                        "pattern",
                        "id",
                        "hatch",
                        "width",
                        "5",
                        "height",
                        "5",
                        "patternUnits",
                        "userSpaceOnUse",
                        "patternTransform",
                        "rotate(45)")
                .empty("rect", "class", "hatch-ground", "width", "5", "height", "5")
                .empty("rect", "class", "hatch-line", "width", "2", "height", "5")
                .close(2);
    }

    /** Stretches drawn short, with their true length. */
    private void shortened(double height) {
        for (Axis.Stretch stretch : timeline.axis().stretches()) {
            if (stretch.shortened()) {
                html.empty(
                        "rect",
                        "class",
                        "short",
                        "x",
                        n(NAMES + stretch.x()),
                        "y",
                        n(HEAD - 14),
                        "width",
                        n(stretch.width()),
                        "height",
                        n(height - HEAD + 8));
                if (stretch.width() > 34) {
                    label(
                            "short-label",
                            NAMES + stretch.x() + stretch.width() / 2,
                            HEAD - 4,
                            "⋯ " + Durations.text(stretch.length()));
                }
            }
        }
    }

    private void ticks(double height) {
        int ticks = 5;
        for (int i = 0; i <= ticks; i++) {
            double x = CHART * i / ticks;
            html.empty(
                    "line",
                    "class",
                    "tick",
                    "x1",
                    n(NAMES + x),
                    "x2",
                    n(NAMES + x),
                    "y1",
                    n(HEAD - 14),
                    "y2",
                    n(height - 8));
            label(
                    "tick-label",
                    NAMES + x,
                    HEAD - 20,
                    times.brief(timeline.axis().at(x)));
        }
    }

    private void lane(Timeline.Lane lane, double y) {
        html.open("g");
        if (lane.row().isEmpty()) {
            phase(lane.part(), y);
        } else {
            step(lane, lane.row().get(), y);
        }
        html.close(1);
    }

    private void phase(Part part, double y) {
        html.empty(
                "rect", "class", "phase", "x", "0", "y", n(y), "width", n(NAMES + CHART + STATES), "height", n(LANE));
        String name = (part.kind() == Part.Kind.SCENARIO ? "Rollback: " : "") + part.name();
        text("phase-name", 4, y, cut(name));
        text("state", NAMES + CHART + 8, y, part.word());
        part.began().ifPresent(from -> {
            Instant to = part.ended().orElse(report.end());
            double x = timeline.axis().x(from);
            html.empty(
                    "rect",
                    "class",
                    "phase-bar",
                    "x",
                    n(NAMES + x),
                    "y",
                    n(y + LANE - 5),
                    "width",
                    n(Math.max(1.5, timeline.axis().x(to) - x)),
                    "height",
                    "3");
        });
    }

    private void step(Timeline.Lane lane, Row row, double y) {
        html.leaf("title", title(row));
        text("step-name", 10 + 10.0 * Math.min(4, row.depth()), y, cut(row.name()));
        lane.plannedFrom().ifPresent(from -> outline(row, from, lane.expected(), y));
        for (Span span : row.spans()) {
            double x = timeline.axis().x(span.from());
            double width = Math.max(2, timeline.axis().x(span.to()) - x);
            html.empty(
                    "rect",
                    "class",
                    look(row, span),
                    "x",
                    n(NAMES + x),
                    "y",
                    n(y + 6),
                    "width",
                    n(width),
                    "height",
                    n(LANE - 12));
            if (span.end() == Span.End.BADLY) {
                label("cross", NAMES + x + width, y + 15, "✕");
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
        double x = timeline.axis().x(from);
        double edge = Math.min(CHART, timeline.axis().x(row.ended().orElse(from)) + OVERHANG);
        double to = timeline.axis().x(from.plus(expected));
        boolean ahead = row.spans().isEmpty() && row.began().isEmpty();
        boolean cut = !ahead && (to > edge || !timeline.axis().covers(from.plus(expected)));
        double end = cut ? Math.max(x + 8, edge) : to;
        html.empty(
                "rect",
                "class",
                ahead ? "plan ahead" : "plan",
                "x",
                n(NAMES + x),
                "y",
                n(y + 3),
                "width",
                n(Math.max(3, end - x)),
                "height",
                n(LANE - 6),
                "rx",
                "2");
        if (cut) {
            label("plan-label", NAMES + Math.min(end, CHART - 6), y + LANE - 7, "▸");
        }
    }

    private void marks(double height) {
        double row = 0;
        for (Timeline.Mark mark : timeline.marks()) {
            if (timeline.axis().covers(mark.at())) {
                double x = NAMES + timeline.axis().x(mark.at());
                html.empty(
                        "line",
                        "class",
                        mark.strong() ? "mark strong" : "mark",
                        "x1",
                        n(x),
                        "x2",
                        n(x),
                        "y1",
                        n(16 + row * 13),
                        "y2",
                        n(height - 8));
                boolean right = x > NAMES + CHART - 150;
                html.leaf(
                        "text",
                        mark.label(),
                        "class",
                        right ? "mark-label end" : "mark-label",
                        "x",
                        n(right ? x - 4 : x + 4),
                        "y",
                        n(14 + row * 13));
                row = (row + 1) % 2;
            }
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

    private void text(String look, double x, double y, String text) {
        html.leaf("text", text, "class", look, "x", n(x), "y", n(y + 15));
    }

    private void label(String look, double x, double y, String text) {
        html.leaf("text", text, "class", look, "x", n(x), "y", n(y));
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= NAME_LENGTH
                ? name
                : name.substring(0, name.offsetByCodePoints(0, NAME_LENGTH - 1)) + "…";
    }

    private static String n(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    /** What the drawing cannot show, in words. */
    static List<String> notes(Report report, LocalTimes times) {
        Timeline timeline = Timeline.of(report, CHART);
        List<String> outside = timeline.marks().stream()
                .filter(mark -> !timeline.axis().covers(mark.at()))
                .map(mark -> "%s at %s".formatted(mark.label(), times.full(mark.at())))
                .toList();
        boolean left = timeline.left() > 0;
        return left
                ? List.of(
                        Words.joined(String.join("; ", outside), timeline.left() + " more steps are in the table only"))
                : outside;
    }
}
