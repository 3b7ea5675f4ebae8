package dev.tminus.app.report;

import dev.tminus.book.Durations;
import dev.tminus.run.RunEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The report as one HTML file: no scripts, nothing fetched from anywhere, for the screen and for paper. */
final class HtmlReport {

    private final Report report;
    private final LocalTimes times;
    private final Html html = new Html();

    private HtmlReport(Report report) {
        this.report = report;
        this.times = new LocalTimes(report.zone(), report.identity().began());
    }

    static String render(Report report) {
        HtmlReport page = new HtmlReport(report);
        page.whole();
        return "<!DOCTYPE html>\n" + page.html.document() + "\n";
    }

    private void whole() {
        Identity id = report.identity();
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        html.leaf(
                "title",
                "%s · %s · run %s: %s"
                        .formatted(
                                id.name(),
                                id.environment(),
                                id.run(),
                                report.outcome().word()));
        html.style(css()).close(1);
        html.open("body")
                .leaf("a", "Skip to the steps", "class", "skip", "href", "#steps")
                .open("main");
        identity();
        outcome();
        people();
        steps();
        statements();
        new HtmlFindings(report, times, html).write();
        new HtmlRecord(report, times, html).write();
        html.close(3);
    }

    private void statements() {
        List<Statements.Line> lines = Statements.of(report);
        if (lines.isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "statements").leaf("h2", Statements.TITLE, "id", "statements");
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String column : Statements.COLUMNS) {
            html.leaf("th", column, "scope", "col");
        }
        html.close(2).open("tbody");
        lines.stream().limit(Statements.MOST).forEach(line -> {
            html.open("tr");
            for (String cell : line.cells()) {
                html.leaf("td", cell);
            }
            html.close(1);
        });
        html.close(4);
    }

    private static String css() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("report.css cannot be read", unreadable);
        }
    }

    private void identity() {
        Identity id = report.identity();
        html.open("header").open("p", "class", "kicker").text(id.runbook() + " · ");
        html.leaf(
                "strong",
                id.weight(),
                "class",
                id.weight().equals("PRODUCTION") ? "weight production" : "weight rehearsal");
        html.text(" · " + id.environment()).close();
        html.leaf("h1", id.name()).close(1);
        id.cautions()
                .forEach(caution -> html.open("p", "class", "caution")
                        .leaf("strong", "Note: ")
                        .text(caution)
                        .close(1));
        html.open("dl", "class", "facts");
        fact("Run", id.run());
        fact("Started", times.full(id.began()) + " by " + id.starter());
        fact(id.ended().isPresent() ? "Ended" : "Seen", times.full(report.end()));
        id.window()
                .ifPresent(window -> fact(
                        "Window",
                        "%s to %s (%s)"
                                .formatted(
                                        times.full(window.begins()),
                                        times.full(window.ends()),
                                        Durations.text(window.length()))));
        fact("Times", "in " + report.zone());
        id.owner().ifPresent(owner -> fact("Owner", owner));
        id.docs().ifPresent(docs -> fact("Guide", docs));
        fact("Plan digest", id.planDigest());
        fact("Runbook digest", id.runbookDigest());
        fact("Program", "Tminus " + id.program());
        html.close(1);
        values("Inputs and fixed values", id);
    }

    private void values(String title, Identity id) {
        if (id.inputs().isEmpty() && id.vars().isEmpty()) {
            return;
        }
        html.open("details").leaf("summary", title).open("dl", "class", "facts");
        id.inputs().forEach((name, value) -> fact("inputs." + name, Words.cut(Words.value(value), 2_000)));
        id.vars().forEach((name, value) -> fact("vars." + name, Words.cut(Words.value(value), 2_000)));
        html.close(2);
    }

    private void fact(String name, String value) {
        html.leaf("dt", name).leaf("dd", value);
    }

    private void outcome() {
        Outcome outcome = report.outcome();
        String tone = outcome.tone().name().toLowerCase(Locale.ROOT);
        html.open("section", "class", "outcome " + tone, "aria-labelledby", "outcome");
        html.leaf("h2", outcome.word(), "id", "outcome").leaf("p", outcome.sentence());
        Report.Totals totals = report.totals();
        html.open("dl", "class", "totals");
        total("From start to end", totals.all());
        total("Machines at work", totals.machine());
        total("Waiting for people", totals.people());
        total("Downtime", totals.downtime());
        html.close(2);
    }

    private void total(String name, Duration length) {
        html.open("div").leaf("dt", name).leaf("dd", Durations.text(length)).close(1);
    }

    private void people() {
        section("people", "People and approvals");
        html.open("div", "class", "scroll").open("table");
        head("When", "Who", "Role", "Via", "What", "Step", "Shown (digest)", "Said");
        html.open("tbody");
        report.people().stream().limit(HtmlRecord.MOST_ROWS).forEach(voice -> {
            html.open("tr", "class", voice.kind() == Voice.Kind.REFUSAL ? "refusal" : "voice");
            time(voice.at());
            cell(voice.person());
            cell(String.join(", ", voice.roles()));
            cell(voice.via());
            cell(voice.what());
            cell(voice.step());
            html.open("td");
            voice.seen()
                    .ifPresent(digest ->
                            html.leaf("code", digest.substring(0, Math.min(12, digest.length())), "title", digest));
            html.close();
            cell(Words.cut(voice.note(), 1_000));
            html.close(1);
        });
        html.close(3);
        shown();
        html.close(1);
    }

    /** What people saw before they agreed or chose, under the digest their answer binds to. */
    private void shown() {
        List<RunEvent.StepWaits> requests = report.events().stream()
                .filter(RunEvent.StepWaits.class::isInstance)
                .map(RunEvent.StepWaits.class::cast)
                .filter(request -> !request.shown().isEmpty())
                .limit(HtmlRecord.MOST_ROWS)
                .toList();
        if (requests.isEmpty()) {
            return;
        }
        html.open("details").leaf("summary", "What people were shown");
        requests.forEach(request -> {
            html.leaf("h3", request.step() + " at " + times.brief(request.at()));
            html.open("dl", "class", "facts");
            fact("digest", request.shownDigest());
            request.shown().map().forEach((name, value) -> fact(name, Words.cut(Words.value(value), 2_000)));
            html.close(1);
        });
        html.close(1);
    }

    private void steps() {
        section("steps", "Planned and actual");
        html.open("figure");
        TimelineSvg.draw(report, times, html);
        html.open("figcaption")
                .text("Outline: expected. Filled: at work. ✕: failed. Hatched: waiting for people. "
                        + "Grey bands are pauses, drawn short. ");
        TimelineSvg.notes(report, times).forEach(note -> html.text("Outside the drawing: " + note + ". "));
        html.close(2);
        new HtmlSteps(report, times, html).write();
        html.close(1);
    }

    private void section(String id, String title) {
        html.open("section", "aria-labelledby", id).leaf("h2", title, "id", id);
    }

    private void head(String... names) {
        html.open("thead").open("tr");
        for (String name : names) {
            html.leaf("th", name, "scope", "col");
        }
        html.close(2);
    }

    private void cell(String text) {
        html.leaf("td", text);
    }

    private void time(Instant at) {
        html.open("td", "class", "time")
                .leaf("time", times.brief(at), "datetime", at.toString())
                .close();
    }
}
