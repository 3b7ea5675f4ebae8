package dev.tminus.app.report;

import java.time.Instant;
import java.util.Optional;

/** The table of steps: planned beside actual, in words. It is the twin of the drawing. */
final class HtmlSteps {

    private final Report report;
    private final LocalTimes times;
    private final Html html;

    HtmlSteps(Report report, LocalTimes times, Html html) {
        this.report = report;
        this.times = times;
        this.html = html;
    }

    void write() {
        int left = HtmlRecord.MOST_ROWS;
        html.open("div", "class", "scroll")
                .open("table", "class", "steps")
                .open("thead")
                .open("tr");
        for (String column : Row.COLUMNS) {
            html.leaf("th", column, "scope", "col");
        }
        html.close(2);
        for (Part part : report.parts()) {
            html.open("tbody");
            part(part);
            part.rows().stream().limit(left).forEach(this::row);
            left = Math.max(0, left - part.rows().size());
            html.close(1);
        }
        html.close(2);
        long all = report.parts().stream().mapToLong(part -> part.rows().size()).sum();
        if (all > HtmlRecord.MOST_ROWS) {
            html.leaf(
                    "p",
                    "The table is cut after %d of %d steps; `tminus report %s -o json` has them all."
                            .formatted(
                                    HtmlRecord.MOST_ROWS, all, report.identity().run()));
        }
    }

    private void part(Part part) {
        String kind = part.kind() == Part.Kind.SCENARIO ? "Rollback" : "Phase";
        String when = part.when().isEmpty() ? "" : " (" + part.when() + ")";
        html.open("tr", "class", "part");
        html.leaf("th", "%s: %s%s".formatted(kind, part.name(), when), "scope", "rowgroup");
        time(part.planned());
        length(part.estimate().isZero() ? "" : LocalTimes.length(Optional.of(part.estimate())));
        time(part.began());
        time(part.ended());
        html.open("td", "colspan", "4").close();
        html.leaf("td", part.word(), "class", "state");
        html.open("td").close(2);
    }

    private void row(Row row) {
        html.open("tr");
        html.open("th", "scope", "row", "class", "depth-" + Math.min(4, row.depth()))
                .text(row.name());
        html.open("small").text(" " + row.key() + " · " + row.action());
        row.standIn().ifPresent(program -> html.leaf("strong", " stand-in: " + program));
        html.close(2);
        time(row.planned());
        length(LocalTimes.length(row.expected()));
        time(row.began());
        time(row.ended());
        length(LocalTimes.length(row.actual()));
        length(LocalTimes.difference(row.difference()));
        length(row.waited().isZero() ? "" : LocalTimes.length(Optional.of(row.waited())));
        cell(row.attempts() == 0 ? "" : String.valueOf(row.attempts()));
        html.leaf("td", row.word(), "class", "state " + row.status().word());
        cell(Words.joined(String.join(", ", row.people()), Words.cut(row.reason(), 600)));
        html.close(1);
    }

    private void time(Optional<Instant> at) {
        html.open("td", "class", "time");
        at.ifPresent(instant -> html.leaf("time", times.brief(instant), "datetime", instant.toString()));
        html.close();
    }

    private void length(String text) {
        html.leaf("td", text, "class", "length");
    }

    private void cell(String text) {
        html.leaf("td", text);
    }
}
