package dev.tminus.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    @Test
    void it_tells_how_the_run_ended_before_anything_else() {
        String text = MarkdownReport.render(Samples.rolledBack("boom").report());

        assertThat(text).startsWith("# Move the gifts: rolled back\n\n**AUTOMATED REHEARSAL in environment practice**");
        assertThat(text).contains("**The change did not happen: the run was rolled back after 11m 18s");
    }

    @Test
    void a_step_stands_with_what_was_planned_and_what_was() {
        String text = MarkdownReport.render(Samples.good().report());

        assertThat(text)
                .contains(
                        "| Apply the migration | 01:00:10 | 3m | 00:59:47 | 01:02:17 | 2m 30s | -30s |  | 1 | done |  |")
                .contains("| Agree to go | 00:52:00 | 1m | 00:51:35 | 00:59:35 | 8m | +7m | 8m | 1 | done | ben |");
    }

    @Test
    void people_stand_with_role_way_and_what_they_saw() {
        assertThat(MarkdownReport.render(Samples.good().report()))
                .contains("| 00:59:35 | ben | release_manager | cli | approved | agree | dddddddddddd | looks right |");
    }

    @Test
    void a_rollback_names_what_was_taken_back_and_what_is_lost() {
        assertThat(MarkdownReport.render(Samples.rolledBack("boom").report()))
                .contains("effect of stop taken back", "Turn back (back, used). Loses: gifts since r-1");
    }

    @Test
    void a_report_tells_what_its_rehearsal_did_not_show() {
        assertThat(MarkdownReport.render(Samples.good().report()))
                .contains("Something stood in for the action of: stop. Not run there: apply, check.")
                .doesNotContain(Covered.TITLE);
        assertThat(MarkdownReport.render(Samples.rolledBack("boom").report()))
                .contains("## " + Covered.TITLE + "\n\nSomething stood in for: dump, stop, apply. Never run: smoke.");
    }

    @Test
    void what_was_made_permanent_is_listed_and_a_rollback_does_not_claim_to_have_taken_it_back() {
        ReportedRun run = Samples.underWay();
        run.add(new RunEvent.StepSettled(run.now(), "dump", "keep"))
                .add(new RunEvent.RollbackAsked(
                        run.now(), "back", Optional.empty(), Optional.of(ReportedRun.BEN), "no", false))
                .add(new RunEvent.RollbackStarted(run.now(), "back", List.of()))
                .add(new RunEvent.UndoStarted(run.now(), "stop", "rollback back"))
                .does("stop~undo[1]", Duration.ofSeconds(7))
                .add(new RunEvent.StepUndone(run.now(), "stop"))
                .ends(RunStatus.ROLLED_BACK);

        assertThat(MarkdownReport.render(run.report()))
                .contains("but not what it had made permanent before", "## " + HtmlFindings.SETTLED + "\n\n- dump\n")
                .doesNotContain("The change did not happen");
    }

    @Test
    void text_cannot_begin_markup_or_a_cell() {
        assertThat(Md.text("a|b `c` <script> [x](y) **z** #1 @all $1 \u001b[2J"))
                .isEqualTo("a\\|b \\`c\\` &lt;script&gt; \\[x\\](y) \\*\\*z\\*\\* \\#1 &#64;all \\$1 \\\\e\\[2J");
    }

    @Test
    void output_cannot_end_its_block() {
        String text = MarkdownReport.render(
                Samples.rolledBack("```\n# not a title\n````").report());

        assertThat(text).contains("`````text\n```\n# not a title\n````\n`````\n");
    }
}
