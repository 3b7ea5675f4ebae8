package dev.tminus.app.report;

import dev.tminus.book.Durations;
import java.util.List;

/** What went otherwise and what is left: deviations, failures, the way back, resources, open effects, the rehearsal. */
final class HtmlFindings {

    private static final int MOST_TROUBLES = 60;
    private static final int EXCERPT = 6_000;

    static final String SETTLED = "Effects made permanent by settle: nothing takes them back";

    private final Report report;
    private final LocalTimes times;
    private final Html html;

    HtmlFindings(Report report, LocalTimes times, Html html) {
        this.report = report;
        this.times = times;
        this.html = html;
    }

    void write() {
        waiting();
        forecast();
        list(
                "deviations",
                "Deviations",
                report.deviations(),
                "None: nothing was skipped, tolerated, set right by hand, waived or amended.");
        troubles();
        retreat();
        proof();
        list(
                "resources",
                "Created and still there",
                report.resources().stream()
                        .map(made -> "%s %s, by %s".formatted(made.kind(), made.name(), made.step()))
                        .toList(),
                "Nothing.");
        list("effects", "Effects left open, newest first", report.openEffects(), "None.");
        if (!report.settledEffects().isEmpty()) {
            list("settled", SETTLED, report.settledEffects(), "");
        }
        rehearsal();
    }

    private void waiting() {
        if (report.waiting().isEmpty()) {
            return;
        }
        open("waiting", "Waits for");
        report.waiting().stream().limit(MOST_TROUBLES).forEach(asked -> {
            html.open("p").leaf("strong", asked.name()).text(" " + asked.detail());
            html.text(" Since " + times.brief(asked.since()) + ".").close();
            html.leaf("pre", String.join("\n", asked.commands()));
        });
        html.close(1);
    }

    private void forecast() {
        if (report.forecast().isEmpty()) {
            return;
        }
        open("forecast", "Forecast and actual");
        html.leaf("p", "The forecast is the one fixed when the run began.");
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        Forecasted.HEAD.forEach(title -> html.leaf("th", title, "scope", "col"));
        html.close(2).open("tbody");
        report.forecast().stream().limit(HtmlRecord.MOST_ROWS).forEach(step -> {
            html.open("tr");
            step.cells().forEach(cell -> html.leaf("td", cell));
            html.close(1);
        });
        html.close(4);
    }

    private void list(String id, String title, List<String> items, String none) {
        open(id, title);
        if (items.isEmpty()) {
            html.leaf("p", none);
        } else {
            html.open("ul");
            items.stream().limit(HtmlRecord.MOST_ROWS).forEach(item -> html.leaf("li", Words.cut(item, 2_000)));
            html.close();
        }
        html.close(1);
    }

    private void troubles() {
        open("failures", "Failures");
        if (report.troubles().isEmpty()) {
            html.leaf("p", "No attempt failed.");
        }
        report.troubles().stream().limit(MOST_TROUBLES).forEach(this::trouble);
        if (report.troubles().size() > MOST_TROUBLES) {
            html.leaf(
                    "p",
                    "%d more are in the list of events."
                            .formatted(report.troubles().size() - MOST_TROUBLES));
        }
        html.close(1);
    }

    private void trouble(Trouble trouble) {
        html.open("article").open("h3").text(trouble.step() + " " + trouble.what());
        html.text(trouble.attempt() == 0 ? "" : " (attempt " + trouble.attempt() + ")")
                .close();
        html.open("p")
                .leaf("time", times.full(trouble.at()), "datetime", trouble.at().toString());
        html.text(": " + Words.cut(trouble.reason(), 2_000)).close();
        trouble.output().filter(output -> output.size() > 0).ifPresent(output -> {
            html.leaf("pre", Words.tail(output.tail(), EXCERPT), "tabindex", "0");
            html.leaf(
                    "p",
                    "The end of %d bytes of output, SHA-256 %s.".formatted(output.size(), output.sha256()),
                    "class",
                    "small");
        });
        html.close(1);
    }

    private void retreat() {
        open("rollback", "Rollback");
        Retreat retreat = report.retreat();
        html.leaf("p", retreat.isUsed() ? "The way back was taken or asked for:" : "Not used.");
        if (retreat.isUsed()) {
            html.open("ol");
            retreat.course()
                    .forEach(step -> html.open("li")
                            .leaf(
                                    "time",
                                    times.brief(step.at()),
                                    "datetime",
                                    step.at().toString())
                            .text(" " + step.what())
                            .close());
            html.close(1);
        }
        if (!retreat.ways().isEmpty()) {
            html.leaf("p", "Scenarios of the runbook:").open("ul");
            retreat.ways()
                    .forEach(way -> html.open("li")
                            .leaf("strong", way.name())
                            .text(" (%s, %s). Loses: %s"
                                    .formatted(way.id(), way.used() ? "used" : "not used", way.loses()))
                            .close());
            html.close(1);
        }
        html.close(1);
    }

    private void proof() {
        if (report.proof().isEmpty()) {
            return;
        }
        open("proof", Proven.TITLE);
        html.open("p").leaf("strong", report.proof().summary()).close();
        html.leaf("p", Proven.EXPLAINED);
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String column : Proven.COLUMNS) {
            html.leaf("th", column, "scope", "col");
        }
        html.close(2).open("tbody");
        report.proof().points().stream().limit(HtmlRecord.MOST_ROWS).forEach(point -> {
            html.open("tr");
            for (String cell : Proven.cells(point)) {
                html.leaf("td", cell);
            }
            html.close(1);
        });
        html.close(4);
    }

    private void rehearsal() {
        open("rehearsal", "Rehearsal it builds on");
        html.leaf("p", rehearsed(report, times));
        html.close(1);
        Covered.of(report).ifPresent(covered -> {
            open("covered", Covered.TITLE);
            html.leaf("p", covered.sentence()).close(1);
        });
    }

    static String rehearsed(Report report, LocalTimes times) {
        return report.rehearsal()
                .map(past -> "Run %s, %s at %s, %s before this one; %s.%s%s"
                        .formatted(
                                past.run(),
                                past.state().replace('_', ' '),
                                times.full(past.endedAt()),
                                Durations.text(java.time.Duration.between(
                                        past.endedAt(), report.identity().began())),
                                past.runbookDigest().equals(report.identity().runbookDigest())
                                        ? "the same runbook, by its digest"
                                        : "of another version of the runbook: its digest was " + past.runbookDigest(),
                                steps(" Something stood in for the action of: ", past.stubbed()),
                                steps(" Not run there: ", past.notRun())))
                .orElse("None is on record.");
    }

    private static String steps(String what, List<String> steps) {
        return steps.isEmpty() ? "" : what + String.join(", ", steps) + ".";
    }

    private void open(String id, String title) {
        html.open("section", "aria-labelledby", id).leaf("h2", title, "id", id);
    }
}
