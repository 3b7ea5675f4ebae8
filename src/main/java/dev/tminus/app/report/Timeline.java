package dev.tminus.app.report;

import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the timeline shows: lanes on one axis, and the moments that matter.
 *
 * @param left how many lanes were left out because there are too many to read
 */
record Timeline(Axis axis, List<Lane> lanes, List<Mark> marks, int left) {

    /** More lanes than this nobody reads; the table has them all. */
    static final int MOST_LANES = 250;

    /** A line of the drawing: the title of a part, or one step with its expected stretch. */
    record Lane(Part part, Optional<Row> row, Optional<Instant> plannedFrom, Duration expected) {}

    /** A moment. */
    record Mark(Instant at, String label, boolean strong) {}

    Timeline {
        lanes = List.copyOf(lanes);
        marks = List.copyOf(marks);
    }

    static Timeline of(Report report, double width) {
        List<Lane> lanes = new ArrayList<>();
        Instant next = report.now();
        int left = 0;
        for (Part part : report.parts()) {
            lanes.add(new Lane(part, Optional.empty(), part.planned(), part.estimate()));
            for (Row row : part.rows()) {
                Duration expected = row.expected().orElse(Duration.ZERO);
                boolean ahead = report.identity().ended().isEmpty()
                        && row.status() == StepStatus.PENDING
                        && part.kind() == Part.Kind.PHASE;
                Optional<Instant> from = row.began();
                if (from.isEmpty() && ahead) {
                    from = Optional.of(next);
                    next = row.holds() ? next : next.plus(expected);
                }
                if (lanes.size() < MOST_LANES) {
                    lanes.add(new Lane(part, Optional.of(row), from, expected));
                } else {
                    left++;
                }
            }
        }
        return new Timeline(axis(report, next, width), lanes, marks(report), left);
    }

    /** From the first to the last moment; what is still ahead counts as work, so that it has room. */
    private static Axis axis(Report report, Instant forecast, double width) {
        List<Span> spans = new ArrayList<>();
        report.leaves().forEach(row -> spans.addAll(row.spans()));
        Instant end = report.identity().ended().orElse(forecast);
        if (end.isAfter(report.now())) {
            spans.add(new Span(Span.Kind.WORK, report.now(), end, Span.End.OPEN));
        }
        Instant last = spans.stream()
                .map(Span::to)
                .max(Instant::compareTo)
                .filter(end::isBefore)
                .orElse(end);
        return Axis.of(report.identity().began(), last, spans, width);
    }

    private static List<Mark> marks(Report report) {
        List<Mark> marks = new ArrayList<>();
        report.identity().window().ifPresent(window -> {
            marks.add(new Mark(window.begins(), "window opens", false));
            marks.add(new Mark(window.ends(), "window closes", false));
        });
        report.leaves()
                .filter(row -> row.noReturn() && row.status() == StepStatus.DONE)
                .forEach(row -> row.ended().ifPresent(at -> marks.add(new Mark(at, "point of no return", true))));
        marks.add(new Mark(report.end(), report.identity().ended().isPresent() ? "end" : "now", true));
        return marks;
    }
}
