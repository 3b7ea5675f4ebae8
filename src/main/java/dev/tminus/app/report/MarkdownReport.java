package dev.tminus.app.report;

import dev.tminus.book.Durations;
import dev.tminus.run.RunEvent;
import java.util.List;
import java.util.Optional;

/** The report as Markdown, for a ticket or a wiki. */
final class MarkdownReport {

    private static final int EXCERPT = 4_000;
    private static final int MOST_ROWS = 2_000;

    private final Report report;
    private final LocalTimes times;
    private final Md md = new Md();

    private MarkdownReport(Report report) {
        this.report = report;
        this.times = new LocalTimes(report.zone(), report.identity().began());
    }

    static String render(Report report) {
        MarkdownReport text = new MarkdownReport(report);
        text.identity();
        text.outcome();
        text.people();
        text.steps();
        text.statements();
        text.forecast();
        text.findings();
        text.failures();
        text.rollback();
        text.proof();
        text.events();
        text.integrity();
        return text.md.document().stripLeading();
    }

    private void identity() {
        Identity id = report.identity();
        md.heading(1, "%s: %s".formatted(id.name(), report.outcome().word()));
        md.strong("%s in environment %s".formatted(id.weight(), id.environment()));
        id.cautions().forEach(caution -> md.paragraph("Note: " + caution));
        md.fact("Run", id.run()).fact("Runbook", id.runbook());
        md.fact("Started", times.full(id.began()) + " by " + id.starter());
        md.fact(id.ended().isPresent() ? "Ended" : "Seen", times.full(report.end()));
        id.window()
                .ifPresent(
                        window -> md.fact("Window", times.full(window.begins()) + " to " + times.full(window.ends())));
        md.fact("Times", "in " + report.zone());
        id.owner().ifPresent(owner -> md.fact("Owner", owner));
        id.docs().ifPresent(docs -> md.fact("Guide", docs));
        md.fact("Plan digest", id.planDigest()).fact("Runbook digest", id.runbookDigest());
        id.inputs().forEach((name, value) -> md.fact("inputs." + name, Words.cut(Words.value(value), 500)));
    }

    private void outcome() {
        Report.Totals totals = report.totals();
        md.heading(2, "Outcome").strong(report.outcome().sentence());
        md.fact("From start to end", Durations.text(totals.all()));
        md.fact("Machines at work", Durations.text(totals.machine()));
        md.fact("Waiting for people", Durations.text(totals.people()));
        md.fact("Downtime", Durations.text(totals.downtime()));
    }

    private void statements() {
        List<Statements.Line> lines = Statements.of(report);
        if (!lines.isEmpty()) {
            md.heading(2, Statements.TITLE).head(Statements.COLUMNS);
            lines.stream().limit(Statements.MOST).forEach(line -> md.row(line.cells()));
            md.blank();
        }
    }

    private void people() {
        md.heading(2, "People and approvals")
                .head("When", "Who", "Role", "Via", "What", "Step", "Shown (digest)", "Said");
        report.people().stream()
                .limit(MOST_ROWS)
                .forEach(voice -> md.row(
                        times.brief(voice.at()),
                        voice.person(),
                        String.join(", ", voice.roles()),
                        voice.via(),
                        voice.what(),
                        voice.step(),
                        voice.seen()
                                .map(digest -> digest.substring(0, Math.min(12, digest.length())))
                                .orElse(""),
                        Words.cut(voice.note(), 500)));
    }

    private void steps() {
        md.heading(2, "Planned and actual");
        for (Part part : report.parts()) {
            String kind = part.kind() == Part.Kind.SCENARIO ? "Rollback" : "Phase";
            md.heading(3, "%s: %s (%s)".formatted(kind, part.name(), part.word()));
            md.head(Row.COLUMNS.toArray(String[]::new));
            part.rows().stream().limit(MOST_ROWS).forEach(this::row);
            if (part.rows().size() > MOST_ROWS) {
                md.paragraph("%d more steps are left out.".formatted(part.rows().size() - MOST_ROWS));
            }
        }
    }

    private void forecast() {
        if (report.forecast().isEmpty()) {
            return;
        }
        md.heading(2, "Forecast and actual").head(Forecasted.HEAD.toArray(String[]::new));
        report.forecast().stream()
                .limit(MOST_ROWS)
                .forEach(step -> md.row(step.cells().toArray(String[]::new)));
    }

    private void row(Row row) {
        md.row(
                "› ".repeat(row.depth())
                        + row.name()
                        + row.standIn()
                                .map(program -> " (stand-in: " + program + ")")
                                .orElse(""),
                times.brief(row.planned()),
                LocalTimes.length(row.expected()),
                times.brief(row.began()),
                times.brief(row.ended()),
                LocalTimes.length(row.actual()),
                LocalTimes.difference(row.difference()),
                row.waited().isZero() ? "" : LocalTimes.length(Optional.of(row.waited())),
                row.attempts() == 0 ? "" : String.valueOf(row.attempts()),
                row.word(),
                Words.joined(String.join(", ", row.people()), Words.cut(row.reason(), 300)));
    }

    private void findings() {
        report.waiting().forEach(asked -> {
            md.heading(2, "Waits for: " + asked.name()).paragraph(asked.detail());
            md.block(String.join("\n", asked.commands()));
        });
        list(
                "Deviations",
                report.deviations(),
                "None: nothing was skipped, tolerated, set right by hand, waived or amended.");
        list(
                "Created and still there",
                report.resources().stream()
                        .map(made -> "%s %s, by %s".formatted(made.kind(), made.name(), made.step()))
                        .toList(),
                "Nothing.");
        list("Effects left open, newest first", report.openEffects(), "None.");
        if (!report.settledEffects().isEmpty()) {
            list(HtmlFindings.SETTLED, report.settledEffects(), "");
        }
        md.heading(2, "Rehearsal it builds on").paragraph(HtmlFindings.rehearsed(report, times));
        Covered.of(report).ifPresent(covered -> md.heading(2, Covered.TITLE).paragraph(covered.sentence()));
    }

    private void list(String title, List<String> items, String none) {
        md.heading(2, title);
        if (items.isEmpty()) {
            md.paragraph(none);
        }
        items.stream().limit(MOST_ROWS).forEach(item -> md.item(Words.cut(item, 1_000)));
    }

    private void failures() {
        md.heading(2, "Failures");
        if (report.troubles().isEmpty()) {
            md.paragraph("No attempt failed.");
        }
        report.troubles().stream().limit(MOST_ROWS).forEach(trouble -> {
            md.heading(
                    3,
                    "%s %s%s"
                            .formatted(
                                    trouble.step(),
                                    trouble.what(),
                                    trouble.attempt() == 0 ? "" : " (attempt " + trouble.attempt() + ")"));
            md.paragraph("%s: %s".formatted(times.full(trouble.at()), Words.cut(trouble.reason(), 1_000)));
            trouble.output().filter(output -> output.size() > 0).ifPresent(output -> {
                md.block(Words.tail(output.tail(), EXCERPT));
                md.paragraph("The end of %d bytes of output, SHA-256 %s.".formatted(output.size(), output.sha256()));
            });
        });
    }

    private void rollback() {
        md.heading(2, "Rollback");
        Retreat retreat = report.retreat();
        md.paragraph(retreat.isUsed() ? "The way back was taken or asked for:" : "Not used.");
        retreat.course().forEach(step -> md.item(times.brief(step.at()) + " " + step.what()));
        md.blank();
        retreat.ways()
                .forEach(way -> md.item("%s (%s, %s). Loses: %s"
                        .formatted(way.name(), way.id(), way.used() ? "used" : "not used", way.loses())));
    }

    private void proof() {
        if (report.proof().isEmpty()) {
            return;
        }
        md.heading(2, Proven.TITLE).strong(report.proof().summary()).paragraph(Proven.EXPLAINED);
        md.head(Proven.COLUMNS);
        report.proof().points().stream().limit(MOST_ROWS).forEach(point -> md.row(Proven.cells(point)));
        md.blank();
    }

    private void events() {
        md.heading(2, "Every event").head("No.", "When", "What");
        for (int i = 0; i < Math.min(MOST_ROWS, report.events().size()); i++) {
            RunEvent event = report.events().get(i);
            md.row(String.valueOf(i + 1), times.brief(event.at()), Words.ofEvent(event));
        }
        md.blank();
        md.paragraph("The journal holds each in full: tminus log %s -o jsonl"
                .formatted(report.identity().run()));
    }

    private void integrity() {
        md.heading(2, "Integrity");
        md.paragraph("The journal of this run ends at event %d with the hash %s. To check it with common tools:"
                .formatted(report.head().seq(), report.head().hash()));
        md.block(HtmlRecord.recipe(report));
    }
}
