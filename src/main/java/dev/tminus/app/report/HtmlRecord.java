package dev.tminus.app.report;

import dev.tminus.journal.HashChain;
import dev.tminus.run.RunEvent;
import java.util.List;

/** The evidence: what each step was given and said, every event, and how to check that none was changed. */
final class HtmlRecord {

    /** Rows of one table; nobody reads more, and the page stays small. */
    static final int MOST_ROWS = 1_500;

    /** Where details and events stop, so that the page stays under 5 MB whatever the run did. */
    private static final int DETAILS_UNTIL = 2_500_000;

    private static final int EVENTS_UNTIL = 4_500_000;
    private static final int EXCERPT = 3_000;
    private static final int LINE = 500;

    private final Report report;
    private final LocalTimes times;
    private final Html html;

    HtmlRecord(Report report, LocalTimes times, Html html) {
        this.report = report;
        this.times = times;
        this.html = html;
    }

    void write() {
        details();
        events();
        integrity();
    }

    private void details() {
        html.open("section", "aria-labelledby", "details")
                .leaf("h2", "What each step was given and said", "id", "details");
        List<Row> rows =
                report.leaves().filter(row -> !Detail.of(row.state()).isEmpty()).toList();
        int shown = 0;
        while (shown < rows.size() && html.length() < DETAILS_UNTIL) {
            detail(rows.get(shown++));
        }
        if (shown < rows.size()) {
            html.leaf(
                    "p",
                    "%d more steps are left out to keep this file small; `tminus log %s STEP` has them."
                            .formatted(rows.size() - shown, report.identity().run()));
        }
        html.close(1);
    }

    private void detail(Row row) {
        Detail detail = Detail.of(row.state());
        html.open("details").open("summary").text(row.name()).open("small").text(" " + row.key() + " · " + row.word());
        html.close(2).open("dl", "class", "facts");
        detail.facts().forEach(fact -> html.leaf("dt", fact.name()).leaf("dd", fact.value()));
        html.close(1);
        detail.output()
                .ifPresent(output -> html.leaf("pre", Words.tail(output.tail(), EXCERPT), "tabindex", "0")
                        .leaf(
                                "p",
                                "%d bytes of output, SHA-256 %s.".formatted(output.size(), output.sha256()),
                                "class",
                                "small"));
        html.close(1);
    }

    private void events() {
        html.open("section", "aria-labelledby", "events").leaf("h2", "Every event", "id", "events");
        html.open("details").leaf("summary", Words.count(report.events().size(), "event") + ", as journaled");
        html.open("ol", "class", "events");
        int shown = 0;
        while (shown < report.events().size() && html.length() < EVENTS_UNTIL) {
            RunEvent event = report.events().get(shown);
            html.open("li")
                    .leaf(
                            "time",
                            times.brief(event.at()),
                            "datetime",
                            event.at().toString());
            html.open("span")
                    .text(" ")
                    .leaf("strong", Words.ofType(event.getClass()))
                    .text(" ")
                    .close();
            html.leaf("code", Words.cut(body(report.lines().get(shown)), LINE)).close(1);
            shown++;
        }
        html.close();
        if (shown < report.events().size()) {
            html.leaf(
                    "p",
                    "%d later events are left out to keep this file small; `tminus log %s -o jsonl` has them."
                            .formatted(
                                    report.events().size() - shown,
                                    report.identity().run()));
        }
        html.close(2);
    }

    /** A line without what every line begins with. */
    private static String body(String line) {
        int type = line.indexOf("\"type\":");
        int members = type < 0 ? -1 : line.indexOf(',', type);
        String text = members < 0 ? line : "{" + line.substring(members + 1);
        return text.replaceAll("\\\\u0001secret:([a-z0-9_.]+)\\\\u0001", "***$1***");
    }

    private void integrity() {
        html.open("section", "aria-labelledby", "integrity").leaf("h2", "Integrity", "id", "integrity");
        html.open("p")
                .text("The journal of this run ends at event " + report.head().seq() + " with the hash ");
        html.leaf("code", report.head().hash()).text(". ");
        html.text(
                        "Each event is one line of JSON and names, as \"prev\", the SHA-256 of the line before it (its newline "
                                + "included), so none can be changed, removed or added in between without changing this hash.")
                .close();
        html.leaf("p", "To check it with common tools:")
                .leaf("pre", recipe(report))
                .close(1);
    }

    /** Commands that work the head out anew. */
    static String recipe(Report report) {
        return """
            tminus log %s -o jsonl > run.jsonl
            prev=%s
            while IFS= read -r line; do
              case $line in *'"prev":"'$prev'"'*) ;; *) echo "broken before: $line"; break ;; esac
              prev=$(printf '%%s\\n' "$line" | sha256sum | cut -d' ' -f1)
            done < run.jsonl
            wc -l < run.jsonl    # %d
            echo $prev           # %s""".formatted(
                        report.identity().run(),
                        HashChain.START,
                        report.head().seq(),
                        report.head().hash());
    }
}
