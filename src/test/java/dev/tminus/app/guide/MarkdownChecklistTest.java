package dev.tminus.app.guide;

import static dev.tminus.app.guide.SampleRunbooks.manual;
import static dev.tminus.app.guide.SampleRunbooks.run;
import static dev.tminus.app.guide.SampleRunbooks.runbook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.guide.Guide.Part.Code;
import dev.tminus.app.guide.Guide.Part.Entry;
import dev.tminus.app.guide.Guide.Section;
import dev.tminus.book.Action;
import dev.tminus.book.Choice;
import dev.tminus.book.Group;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runbook written as a checklist reads back, by the reader of guides, as what it says. */
class MarkdownChecklistTest {

    @Test
    void every_step_is_an_item_below_its_phase_and_time() {
        String checklist = checklist(manual("a", "Stop it"), manual("b", "Start it"));

        assertThat(checklist).contains("## T-7d: Before\n");
        assertThat(items(checklist)).containsExactly("Stop it `a`", "Start it `b`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use *all* `of` it",
                "a_b and _c_ and __d__",
                "1. not a list",
                "# not a heading",
                "<b>not HTML</b> &amp; more",
                "[ ] see [x](y)",
                "- not an item",
                "back\\slash | ~~pipe~~",
                "\u00e4\u00f6 \u6570",
                "say \"${{ inputs.a }}\"",
                "``"
            })
    void any_name_reads_as_it_is_written(String name) {
        assertThat(items(checklist(manual("a", name)))).containsExactly(name + " `a`");
    }

    @Test
    void an_argument_list_is_shown_as_a_shell_would_take_it() {
        Template command = new Template.Items(List.of(
                Template.of("echo"),
                Template.of("it's"),
                new Template.Computed(new SampleRunbooks.Written("inputs.name")),
                Template.of("-n")));

        assertThat(codes(checklist(run("a", command)))).containsExactly("echo 'it'\\''s' \"${{ inputs.name }}\" -n\n");
    }

    @Test
    void a_script_is_shown_byte_for_byte_even_with_fences_and_empty_lines_in_it() {
        String script = "cat <<E\n```\n\n\n  x\n```\nE\n";

        assertThat(codes(checklist(run("a", Template.of(script))))).containsExactly(script);
    }

    @Test
    void what_is_known_of_a_value_stands_in_its_place() {
        Step step = run(
                "a",
                new Template.Items(
                        List.of(Template.of("ls"), new Template.Computed(new SampleRunbooks.Written("vars.dir")))));

        String known =
                MarkdownChecklist.of(runbook(step), t -> t instanceof Template.Computed ? Template.of("/data") : t);

        assertThat(codes(known)).containsExactly("ls /data\n");
    }

    @Test
    void a_decision_lists_where_each_option_leads() {
        Map<String, Choice> options = new LinkedHashMap<>();
        options.put("go", new Choice.Continue());
        options.put("back", new Choice.RollBack("undo_all"));
        Action decide =
                new Action.Decide(List.of("dba"), Template.of("All well?"), List.of(), options, Optional.empty());

        assertThat(checklist(Step.of("d", decide)))
                .contains("Decide (dba): All well?", "- `go`: go on", "- `back`: roll back with `undo_all`");
    }

    @Test
    void steps_inside_steps_are_items_inside_items() {
        Action inner = new Action.Steps(List.of(manual("b", "Inner"), manual("c", "Last")), 2);

        assertThat(checklist(Step.of("a", inner))).contains("Up to 2 at the same time:", "\n  - [ ] **Inner** `b`");
        assertThat(items(checklist(Step.of("a", inner)))).containsExactly("a `a`", "Inner `b`", "Last `c`");
    }

    @Test
    void a_group_is_written_out_under_the_names_its_steps_get() {
        Group group = new Group("drill", Map.of(), Map.of(), List.of(manual("b", "Inner")));
        Step use = Step.of("a", new Action.Use("drill", Map.of("size", Template.of(3L))));

        String checklist = MarkdownChecklist.of(runbook(Map.of("drill", group), use));

        assertThat(items(checklist)).containsExactly("a `a`", "Inner `a/b`");
        assertThat(checklist).contains("With `size` = `3`");
    }

    @Test
    void groups_that_multiply_are_not_written_out_for_ever() {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            Step next = Step.of("s", new Action.Use("g" + (i + 1), Map.of()));
            groups.put("g" + i, new Group("g" + i, Map.of(), Map.of(), Collections.nCopies(10, next)));
        }

        assertThat(items(MarkdownChecklist.of(runbook(groups, Step.of("a", new Action.Use("g0", Map.of()))))))
                .hasSizeLessThan(30_000);
    }

    @Test
    void a_scenario_says_its_symptoms_its_price_and_who_approves() {
        assertThat(checklist(manual("a", "Go")))
                .contains(
                        "## Rollback: Restore",
                        "**Symptoms**: It hangs.",
                        "**Loses**: All writes.",
                        "Approval: 2 of dba, boss");
    }

    private static String checklist(Step... steps) {
        return MarkdownChecklist.of(runbook(steps));
    }

    private static List<String> items(String checklist) {
        return parts(checklist)
                .filter(Guide.Part::isCheck)
                .map(part -> ((Entry) part).text())
                .toList();
    }

    private static List<String> codes(String checklist) {
        return parts(checklist)
                .filter(Code.class::isInstance)
                .map(part -> ((Code) part).text())
                .toList();
    }

    private static Stream<Guide.Part> parts(String checklist) {
        return GuideReader.read(checklist.getBytes(UTF_8), "checklist.md")
                .root()
                .all()
                .flatMap(Section::deepParts);
    }
}
