package dev.tminus.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.guide.DraftRunbook;
import dev.tminus.app.guide.MarkdownChecklist;
import dev.tminus.app.postgres.sql.SqlAction;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.book.Action;
import dev.tminus.book.Phase;
import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Severity;
import dev.tminus.book.Runbook;
import dev.tminus.book.Step;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drafted from a guide is a runbook without an error, against the actions as they are. */
class DraftValidatesTest {
    @TempDir
    Path folder;

    private RunbookReader reader;

    @BeforeEach
    void declareTheActions() {
        try (Supervisor supervisor = new Supervisor(folder, Map.of())) {
            reader = new RunbookReader(List.of(new RunAction(supervisor).type(), new SqlAction().type()));
        }
    }

    @Test
    void the_draft_of_the_clients_guide_has_no_error() throws IOException {
        Reading reading = read(clientsGuide());

        assertThat(errors(reading)).as(reading.report()).isEmpty();
        assertThat(reading.runbook().orElseThrow().rollbacks()).hasSize(3);
    }

    @Test
    void its_checklist_drafts_again_to_the_same_phases_and_items() throws IOException {
        Runbook first = read(clientsGuide()).runbook().orElseThrow();

        Runbook second = read(MarkdownChecklist.of(first)).runbook().orElseThrow();

        assertThat(second.phases())
                .extracting(phase -> phase.start().getClass().getSimpleName())
                .containsExactlyElementsOf(first.phases().stream()
                        .map(p -> p.start().getClass().getSimpleName())
                        .toList());
        List<String> items = first.phases().stream()
                .flatMap(phase -> phase.steps().stream())
                .map(step -> "%s `%s` (%s)"
                        .formatted(step.name(), step.id(), step.by().get(0)))
                .toList();
        assertThat(names(second)).containsAll(items);
    }

    @Test
    void what_can_run_has_its_script_and_what_destroys_its_approval() throws IOException {
        Runbook runbook = read(clientsGuide()).runbook().orElseThrow();

        assertThat(runbook.steps().filter(step -> step.action() instanceof Action.Perform))
                .hasSizeGreaterThan(15);
        assertThat(runbook.phases().stream().map(Phase::steps).flatMap(List::stream))
                .filteredOn(step -> step.effect().destructive())
                .allMatch(step -> step.gate().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# A",
                "words",
                "- [ ] \n- [ ] ",
                "- [ ] a: b # c \"d\" 'e' ${{ f }} {g} [h] *i* &j !k |l >m %n @o",
                "# ${{ a }}\n## Rollback ${{ b }}\n1. do ${{ c }}\n**Symptoms**: ${{ d }}\n",
                "# A\n## Import (1 day before)\n- [ ] true\n- [ ] null\n- [ ] in\n- [ ] 1e5\n",
                "# A\n## Step 1: x\n```sh\n${{ secrets.database_url }}\n```\n```sql\nselect :'x', ${{ y }}\n```\n```sql\nselect :a, '${{' \n```\n",
                "# A\n## Step 1: x\n```sh\n\techo tab\n   echo indented\n\n\n```\n```bash\necho '\\u0007' \u00a0 \u2028\n```\n",
                "**Before** (2 h before):\n1. a\n2. b\n\n**After** (10 minutes after):\n* c\n",
                "# A\n## Rollback\n### Scenario 1: x\nwords only\n### Scenario 2: y\n- [ ] drop\n```sql\nDROP TABLE a;\n```\n"
            })
    void so_has_the_draft_of_any_guide(String guide) {
        Reading reading = read(guide);

        assertThat(errors(reading)).as(reading.report()).isEmpty();
    }

    private Reading read(String guide) {
        return reader.read("draft.yaml", DraftRunbook.of(guide.getBytes(UTF_8), "guide.md"), path -> Optional.empty());
    }

    private static List<Problem> errors(Reading reading) {
        return reading.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    private static List<String> names(Runbook runbook) {
        return runbook.steps().map(Step::name).toList();
    }

    private static String clientsGuide() throws IOException {
        return Files.readString(Path.of("../docs/examples/migration-guide.md"));
    }
}
