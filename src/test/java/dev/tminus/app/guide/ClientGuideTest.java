package dev.tminus.app.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.guide.DraftStep.Doing;
import dev.tminus.app.guide.DraftStep.Phase;
import dev.tminus.app.guide.DraftStep.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide in docs/examples, drafted whole: nothing of its checklists and scenarios may be lost. */
class ClientGuideTest {
    private static final Path GUIDE = Path.of("../docs/examples/migration-guide.md");

    private final byte[] markdown = read();
    private final Draft draft = Draft.of(GuideReader.read(markdown, "migration-guide.md"));
    private final String yaml = DraftRunbook.of(markdown, "migration-guide.md");

    @Test
    void each_dated_list_becomes_a_phase_at_its_time_with_every_item() {
        assertThat(dated())
                .extracting(phase -> phase.timing().at())
                .containsExactly("T-7d", "T-1d", "T", "T+1h", "T+7d");
        assertThat(dated()).extracting(ClientGuideTest::items).containsExactly(8L, 5L, 13L, 7L, 4L);
    }

    @Test
    void the_undated_list_is_a_phase_before_the_migration() {
        assertThat(draft.phases())
                .extracting(Phase::id)
                .containsSequence("step_1_pre_migration_checklist", "during_migration");
        assertThat(items(draft.phases().get(2))).isEqualTo(10);
    }

    @Test
    void every_item_of_the_text_is_a_manual_step_with_its_own_words() {
        List<String> items = Pattern.compile("(?m)^- \\[ \\] (.*)$")
                .matcher(text())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(items).hasSize(47);
        assertThat(draft.steps())
                .filteredOn(step -> step.doing() instanceof Doing.Manual)
                .extracting(step -> ((Doing.Manual) step.doing()).text())
                .containsAll(items);
    }

    @Test
    void the_three_scenarios_keep_their_symptoms_and_numbered_steps() {
        assertThat(draft.scenarios())
                .extracting(Scenario::name)
                .containsExactly(
                        "Migration Failed Midway",
                        "Migration Succeeded but Application Broken",
                        "Migration Succeeded but Performance Issues");
        assertThat(draft.scenarios())
                .extracting(scenario -> scenario.steps().size())
                .containsExactly(5, 6, 6);
        assertThat(draft.scenarios())
                .allSatisfy(scenario -> assertThat(scenario.symptoms()).isPresent());
    }

    @Test
    void the_steps_an_item_asks_for_follow_it() {
        assertThat(ids(draft.during().orElseThrow()))
                .containsSequence("run_smoke_tests", "smoke_tests")
                .containsSequence(
                        "create_database_snapshot_backup",
                        "backup_database_aws_rds",
                        "backup_database_self_hosted_postgresql")
                .containsSequence("start_application_servers", "update_application_code");
    }

    @Test
    void scripts_keep_their_bytes() {
        String script =
                "pg_dump -h prod-db.example.com -U admin -d donations \\\n  --format=custom \\\n  --file=backup-$(date";

        assertThat(text()).contains(script);
        assertThat(yaml).contains(script.replace("\n", "\n          "));
    }

    @Test
    void a_statement_given_to_psql_is_an_sql_step_on_the_connection() {
        assertThat(draft.steps())
                .filteredOn(step -> step.id().equals("drop_partially_created_tables"))
                .extracting(DraftStep::doing)
                .containsExactly(new Doing.Sql("DROP TABLE IF EXISTS gifts, donors, campaigns CASCADE;"));
    }

    @Test
    void blocks_that_wait_ask_or_hold_a_password_are_left_to_people() {
        assertThat(draft.steps())
                .filteredOn(step -> step.doing() instanceof Doing.Run run
                        && run.script().matches("(?s).*(?:less |tail -f|pm2 logs|SecurePassword).*"))
                .isEmpty();
        assertThat(yaml).doesNotContain("SecurePassword").contains("postgresql://admin:********@prod-db.example.com");
    }

    @Test
    void every_block_is_marked_with_the_place_it_was_taken_from() {
        long blocks = draft.steps()
                .filter(step -> !(step.doing() instanceof Doing.Manual))
                .count();

        assertThat(blocks).isGreaterThan(15);
        assertThat(yaml).contains("# REVIEW: taken from \"Step 2: Backup Database\", line 154\n");
        assertThat(Pattern.compile("# REVIEW: taken from")
                        .matcher(yaml)
                        .results()
                        .count())
                .isGreaterThanOrEqualTo(blocks);
    }

    @Test
    void no_id_is_given_twice() {
        assertThat(Pattern.compile("(?m)^ *- id: (.*)$").matcher(yaml).results().map(found -> found.group(1)))
                .hasSizeGreaterThan(70)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][a-z0-9_]*"));
    }

    @Test
    void chapters_without_anything_to_do_are_named_in_the_heading() {
        assertThat(heading())
                .contains("Found 47 checklist items; made 6 phases and 3 rollback scenarios")
                .contains("line 14: Environment Setup (11 blocks)")
                .contains("line 614: Troubleshooting (4 blocks)");
    }

    private List<Phase> dated() {
        return draft.phases().stream().filter(phase -> phase.timing().dated()).toList();
    }

    /** The steps of a phase whose words are an item of the guide. */
    private static long items(Phase phase) {
        String text = text();
        return phase.steps().stream()
                .map(step -> step.doing() instanceof Doing.Manual manual ? manual.text() : "")
                .distinct()
                .filter(words -> text.contains("- [ ] " + words + "\n"))
                .count();
    }

    private static Stream<String> ids(Phase phase) {
        return phase.steps().stream().map(DraftStep::id);
    }

    private String heading() {
        MatchResult heading = Pattern.compile("\\A(?:#.*\\n)+")
                .matcher(yaml)
                .results()
                .findFirst()
                .orElseThrow();
        return heading.group();
    }

    private static String text() {
        return new String(read(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] read() {
        try {
            return Files.readAllBytes(GUIDE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
