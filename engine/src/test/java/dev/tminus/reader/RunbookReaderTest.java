package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Action;
import dev.tminus.book.Choice;
import dev.tminus.book.Problem;
import dev.tminus.book.Runbook;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbookReaderTest {
    private static final RunbookReader READER = new RunbookReader(SampleActions.all());

    @Test
    void the_donations_runbook_has_no_problem() throws IOException {
        Reading reading = read(donations());

        assertThat(reading.report()).isEmpty();
        assertThat(reading.runbook().orElseThrow().phases()).hasSize(5);
        assertThat(reading.runbook().orElseThrow().rollbacks()).containsOnlyKeys("failed_midway", "app_broken", "slow");
    }

    @Test
    void the_canonical_text_reads_back_to_the_same_runbook() throws IOException {
        Runbook runbook = read(donations()).runbook().orElseThrow();

        Runbook again = READER.readCanonical(runbook.text());

        assertThat(again.text()).isEqualTo(runbook.text());
        assertThat(again.digest()).isEqualTo(runbook.digest());
        assertThat(again.files()).isEqualTo(runbook.files()).containsKey("ops/smoke.sql");
        assertThat(again.steps().map(Step::id))
                .containsExactlyElementsOf(runbook.steps().map(Step::id).toList());
    }

    @Test
    void comments_names_and_help_do_not_change_the_digest() {
        String digest = digest("- { id: a, run: [ls] }");

        assertThat(digest("- { id: a, name: List, help: Looks, docs: x, estimate: 5m, run: [ls] } # why"))
                .isEqualTo(digest);
        assertThat(digest("- { id: a, run: [ls, -l] }")).isNotEqualTo(digest);
    }

    @Test
    void the_bytes_of_files_belong_to_the_digest() {
        String text = book("- { id: a, sql: { db: main, file: x.sql } }");

        String one = READER.read("t", text, path -> Optional.of("11"))
                .runbook()
                .orElseThrow()
                .digest();
        String other = READER.read("t", text, path -> Optional.of("22"))
                .runbook()
                .orElseThrow()
                .digest();

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void numbers_where_text_is_wanted_stay_as_written() {
        Step step = step("- { id: a, run: [chmod, 0644, 1.10, no, 1e3, \"${{ 1 + 1 }}\"] }");

        Template command = ((Action.Perform) step.action()).inputs().get("command");

        assertThat(((Template.Items) command).items().subList(0, 5))
                .containsExactly(
                        Template.of("chmod"),
                        Template.of("0644"),
                        Template.of("1.10"),
                        Template.of("no"),
                        Template.of("1e3"));
    }

    @Test
    void a_step_is_built_with_everything_beside_its_action() {
        Step step = step("""
                - id: a
                  by: dba
                  run: [./on]
                  env: { TOKEN: "${{ secrets.token }}" }
                  undo: { run: [./off] }
                  retry: { times: 2, delay: 5s, backoff: 2 }
                  poll: { every: 1s, until: exit_code == 0 }
                  timeout: 1m
                  on_failure: rollback/back
                  impact: true""");

        assertThat(step.by()).containsExactly("dba");
        assertThat(step.effect().undo()).hasSize(1);
        assertThat(step.failure().retry()).contains(new Step.Retry(2, Template.of(Duration.ofSeconds(5)), 2.0));
        assertThat(step.failure().onFailure()).contains(new Choice.RollBack("back"));
        assertThat(step.timing().timeout()).contains(Template.of(Duration.ofMinutes(1)));
    }

    @Test
    void steps_that_name_nobody_are_answered_for_by_those_around_them() {
        Step outer = step("- { id: a, by: dba, steps: [{ id: b, manual: Look }] }");

        assertThat(outer.inner().get(0).by()).containsExactly("dba");
    }

    @Test
    void problems_come_in_reading_order_and_all_at_once() {
        Reading reading = read(book("""
                - { id: a, rnu: [ls] }
                - { id: b, manual: x, by: dbb }
                - { id: b, check: inputs.nope }"""));

        assertThat(reading.problems()).extracting(Problem::code).containsExactly("TM103", "TM206", "TM203", "TM303");
    }

    @Test
    void advice_is_silent_in_drafts_and_an_error_in_production() {
        String text = book("- { id: a, manual: x }").replace("owner: me\n", "");

        assertThat(new RunbookReader(List.of(), Profile.DRAFT)
                        .read("t", text, path -> Optional.empty())
                        .problems())
                .isEmpty();
        assertThat(new RunbookReader(List.of(), Profile.PRODUCTION)
                        .read("t", text, path -> Optional.empty())
                        .runbook())
                .isEmpty();
    }

    @Test
    void a_var_that_needs_itself_is_found_also_across_environments() {
        String text = book("- { id: a, manual: x }")
                .replace("host: localhost", "host: \"${{ vars.port }}\", port: \"1\"")
                .replace("rehearsal: true", "rehearsal: true, vars: { port: \"${{ vars.host }}\" }");

        assertThat(read(text).problems()).extracting(Problem::code).containsExactly("TM412");
    }

    @Test
    void stubs_stand_in_for_actions_that_there_are_and_in_rehearsals_only() {
        String text =
                book("- { id: a, manual: x }").replace("rehearsal: true", "stubs: { rum: ./stub, manual: ./stub }");

        assertThat(read(text).problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("TM103", "TM103", "TM119");
        assertThat(read(text).report()).contains("did you mean run?");
    }

    @Test
    void a_way_back_is_tried_in_rehearsals_only() {
        String wanted =
                book("- { id: a, manual: x }").replace("rehearsal: true", "rehearsal: true, prove_rollback: true");

        assertThat(read(wanted).problems()).isEmpty();
        assertThat(read(wanted.replace("rehearsal: true, ", "")).report())
                .contains("error[TM119]: the way back is tried on copies of databases in rehearsals only");
    }

    @Test
    void files_are_looked_for_beside_the_runbook(@TempDir java.nio.file.Path folder) throws IOException {
        java.nio.file.Path file = folder.resolve("a.runbook.yaml");
        Files.writeString(file, book("- { id: a, sql: { db: main, file: x.sql } }"));
        assertThat(READER.read(file).problems()).extracting(Problem::code).containsExactly("TM214");

        Files.writeString(folder.resolve("x.sql"), "select 1");

        assertThat(READER.read(file).runbook().orElseThrow().files())
                .containsEntry("x.sql", "822ae07d4783158bc1912bb623e5107cc9002d519e1143a9c200ed6ee18b6d0f");
    }

    @Test
    void the_migrations_in_a_folder_belong_to_the_digest_one_by_one(@TempDir java.nio.file.Path folder)
            throws IOException {
        java.nio.file.Path file = java.nio.file.Files.writeString(
                folder.resolve("t.runbook.yaml"), book("- { id: a, pg.migrate: { db: main, tool: sql, dir: sql } }"));
        Runbook none = READER.read(file).runbook().orElseThrow();
        java.nio.file.Files.createDirectories(folder.resolve("sql/1_net"));
        java.nio.file.Files.writeString(folder.resolve("sql/1_net/migration.sql"), "select 1");
        java.nio.file.Files.writeString(folder.resolve("sql/README.md"), "notes");

        Runbook one = READER.read(file).runbook().orElseThrow();

        assertThat(one.files()).containsOnlyKeys("sql/1_net/migration.sql");
        assertThat(one.digest()).isNotEqualTo(none.digest());
        assertThat(READER.readCanonical(one.text()).digest()).isEqualTo(one.digest());
        assertThat(READER.readCanonical(none.text()).digest()).isEqualTo(none.digest());
    }

    @Test
    void a_missing_file_is_one_clear_sentence(@TempDir java.nio.file.Path folder) {
        Reading reading = READER.read(folder.resolve("none.yaml"));

        assertThat(reading.problems()).extracting(Problem::message).containsExactly("there is no such file");
    }

    static String donations() throws IOException {
        try (var in = RunbookReaderTest.class.getResourceAsStream("donations.runbook.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A small runbook around these steps. */
    static String book(String steps) {
        return """
                runbook: v1
                id: sample
                owner: me
                inputs: { version: { type: string } }
                vars: { host: localhost }
                roles: { dba: {}, engineer: {} }
                secrets: { token: { from: env, name: TOKEN } }
                connections: { main: { url: "postgresql://localhost/x" } }
                environments: { staging: { rehearsal: true } }
                phases:
                  - id: during
                    steps:
                %s
                rollbacks:
                  - id: back
                    loses: Nothing.
                    steps:
                      - { id: back_look, manual: Look. }
                """.formatted(steps.indent(6).stripTrailing());
    }

    private static Reading read(String text) {
        return READER.read("t.yaml", text, path -> Optional.of("00"));
    }

    private static String digest(String steps) {
        return read(book(steps)).runbook().orElseThrow().digest();
    }

    private static Step step(String steps) {
        Reading reading = read(book(steps));
        assertThat(reading.report()).isEmpty();
        return reading.runbook().orElseThrow().phases().get(0).steps().get(0);
    }
}
