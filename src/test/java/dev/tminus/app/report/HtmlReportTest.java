package dev.tminus.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.run.RunEvent;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlReportTest {

    private static final String HOSTILE =
            "<script>alert(1)</script> | `rm -rf` \u001b[31mred\u001b[0m \u001b]0;title\u0007 \u202e & \"quoted\" '\uffff";

    @Test
    void it_is_well_formed_and_needs_nothing_from_elsewhere() throws Exception {
        String html = HtmlReport.render(Samples.good().report());

        assertThat(parsed(html).getElementsByTagName("svg").getLength()).isEqualTo(1);
        assertThat(html).doesNotContain("<script", "<link", "src=", "@import", "url(http", "href=\"http");
    }

    @Test
    void the_drawing_has_a_title_a_description_and_a_word_for_every_state() throws Exception {
        String html = HtmlReport.render(Samples.rolledBack("boom").report());

        String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
        assertThat(parsed(svg).getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(svg)
                .contains("<title id=\"timeline-title\">Timeline of run r-1</title>", "<desc id=\"timeline-desc\">")
                .contains(">failed</text>", ">undone</text>", ">end</text>", "work badly", ">window opens</text>");
    }

    @Test
    void a_run_that_was_rolled_back_is_never_good() {
        String html = HtmlReport.render(Samples.rolledBack("boom").report());

        assertThat(html)
                .contains("class=\"outcome bad\"", "The change did not happen")
                .doesNotContain("outcome good");
        assertThat(HtmlReport.render(Samples.good().report())).contains("class=\"outcome good\"");
    }

    @Test
    void a_rehearsal_with_stand_ins_and_answers_from_a_file_says_so() {
        String html = HtmlReport.render(Samples.rolledBack("boom").report());

        assertThat(html)
                .contains(
                        ">AUTOMATED REHEARSAL</strong>",
                        "their approvals too; 1 answer came from one",
                        "anna (answers file)")
                .contains("performed by a stand-in: ./stub", "stand-in: ./stub</strong>");
        assertThat(HtmlReport.render(Samples.good().report()))
                .contains(">PRODUCTION</strong>")
                .doesNotContain("stand-in", "class=\"caution\"");
    }

    @Test
    void an_environment_whose_approvals_come_from_a_file_is_labelled_as_a_demo() {
        String html = HtmlReport.render(demo().report());

        assertThat(html).contains(">DEMO</strong>").doesNotContain("PRODUCTION");
    }

    @Test
    void each_step_whose_program_is_a_stand_in_says_so() {
        String html = HtmlReport.render(demo().report());

        assertThat(html)
                .contains("Steps marked so ran a stand-in: ./bin/pm2 in place of pm2.")
                .contains("stop · run<strong> stand-in: ./bin/pm2 in place of pm2</strong>")
                .contains("status · run<strong> stand-in:")
                .doesNotContain("other · run<strong>");
    }

    private static ReportedRun demo() {
        return ReportedRun.of("""
                runbook: v1
                id: shown
                owner: me
                inputs: { ticket: { type: string } }
                vars: { pm2: pm2, state: /var/lib }
                environments: { shown: { vars: { pm2: ./bin/pm2, state: /tmp }, policy: { answers: all } } }
                phases:
                  - id: only
                    steps:
                      - { id: stop, run: ["${{ vars.pm2 }}", stop], env: { STATE: "${{ vars.state }}" } }
                      - { id: status, run: '"$PM2" status', env: { PM2: "${{ vars.pm2 }}" } }
                      - { id: other, run: [ls], env: { STATE: "${{ vars.state }}" } }
                """, "shown");
    }

    @Test
    void hostile_text_is_harmless() throws Exception {
        String html = HtmlReport.render(Samples.rolledBack(HOSTILE).report());

        parsed(html);
        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\e]0;title\\x07", "\\u202e")
                .doesNotContain("<script", "\u001b", "\u202e", "\u0007");
    }

    @Test
    void endless_output_is_cut_with_a_notice() {
        String html = HtmlReport.render(
                Samples.rolledBack("line & line\n".repeat(5_000)).report());

        assertThat(html).contains("characters before this are left out").hasSizeLessThan(200_000);
    }

    @Test
    void a_run_of_any_length_stays_below_five_megabytes() throws Exception {
        ReportedRun run = Samples.underWay().begins("apply", 1, Values.NONE);
        Values reading = Values.of("output", "<&>".repeat(200));
        for (int i = 0; i < 20_000; i++) {
            run.add(new RunEvent.StepLooked(run.now(), "apply", 1, reading, 0, Optional.empty(), run.now(), List.of()));
        }

        String html = HtmlReport.render(run.report());

        parsed(html);
        assertThat(html).hasSizeLessThan(5_000_000).contains("later events are left out");
    }

    @Test
    void what_people_were_shown_stands_under_its_digest() {
        assertThat(HtmlReport.render(Samples.good().report()))
                .contains(
                        "What people were shown", "<dd>" + "d".repeat(64) + "</dd>", "<dd>" + "a".repeat(64) + "</dd>");
    }

    @Test
    void a_rollback_that_left_nothing_says_so() {
        assertThat(Samples.rolledBack("boom").report().outcome().sentence()).contains("No effect is left open.");
    }

    @Test
    void times_of_people_stand_apart_from_those_of_machines() {
        Report report = Samples.good().report();

        assertThat(report.totals().machine()).hasSeconds(95 + 12 + 150 + 20);
        assertThat(report.totals().people()).hasMinutes(8);
        assertThat(report.totals().downtime()).hasSeconds(12 + 150 + 20);
    }

    @Test
    void it_names_the_head_and_how_to_check_it() {
        ReportedRun run = Samples.good();

        assertThat(HtmlReport.render(run.report()))
                .contains(
                        run.history().head().hash(),
                        "sha256sum",
                        "ends at event " + run.history().head().seq());
    }

    @Test
    void a_run_under_way_shows_what_is_ahead() throws Exception {
        String html = HtmlReport.render(Samples.underWay().report());

        parsed(html);
        assertThat(html).contains(">now</text>", "class=\"plan ahead\"", "<h2 id=\"outcome\">not finished</h2>");
    }

    static Document parsed(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        // A page of a thousand steps is one entity, longer than newer JDKs allow a stranger's.
        for (String limit : List.of("maxGeneralEntitySizeLimit", "totalEntitySizeLimit")) {
            factory.setAttribute("http://www.oracle.com/xml/jaxp/properties/" + limit, 0);
        }
        String xml = html.replaceFirst("^<!DOCTYPE html>", "");
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
