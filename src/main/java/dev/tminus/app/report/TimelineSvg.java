package dev.tminus.app.report;

import dev.tminus.book.Durations;
import java.util.List;

/** Draws a timeline as SVG: an outline for what was expected, bars for what was; every state stands there as a word. */
final class TimelineSvg {

    static final double NAMES = 300;
    static final double CHART = 680;
    static final double STATES = 140;
    static final double LANE = 22;
    private static final double HEAD = 64;

    private final Report report;
    private final LocalTimes times;
    private final Timeline timeline;
    private final Html html;
    private final SvgCanvas canvas;

    private TimelineSvg(Report report, LocalTimes times, Html html) {
        this.report = report;
        this.times = times;
        this.timeline = Timeline.of(report, CHART);
        this.html = html;
        this.canvas = new SvgCanvas(html);
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
        LaneSvg lanes = new LaneSvg(report, times, timeline.axis(), html);
        for (int i = 0; i < timeline.lanes().size(); i++) {
            lanes.draw(timeline.lanes().get(i), HEAD + i * LANE);
        }
        marks(height);
        html.close(1);
    }

    private static String box(double height) {
        return "0 0 %s %s".formatted(SvgCanvas.number(NAMES + CHART + STATES), SvgCanvas.number(height));
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
                canvas.rect(
                        "short", new SvgCanvas.Box(NAMES + stretch.x(), HEAD - 14, stretch.width(), height - HEAD + 8));
                if (stretch.width() > 34) {
                    canvas.label(
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
            canvas.upright("tick", NAMES + x, HEAD - 14, height - 8);
            canvas.label(
                    "tick-label",
                    NAMES + x,
                    HEAD - 20,
                    times.brief(timeline.axis().at(x)));
        }
    }

    private void marks(double height) {
        double row = 0;
        for (Timeline.Mark mark : timeline.marks()) {
            if (timeline.axis().covers(mark.at())) {
                double x = NAMES + timeline.axis().x(mark.at());
                canvas.upright(mark.strong() ? "mark strong" : "mark", x, 16 + row * 13, height - 8);
                boolean right = x > NAMES + CHART - 150;
                canvas.label(
                        right ? "mark-label end" : "mark-label", right ? x - 4 : x + 4, 14 + row * 13, mark.label());
                row = (row + 1) % 2;
            }
        }
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
