package dev.tminus.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake gets one clear message and its exit code, and where nothing began, the journal holds nothing. */
class BadInputTest {

    private static final String HEAD = """
            runbook: v1
            id: probe
            name: Probe
            owner: tests
            """;

    private static final String ONE_STEP = """
            phases:
              - id: only
                name: Only
                steps:
                  - { id: look, run: ["true"] }
            """;

    @TempDir
    Path folder;

    private Books journal;
    private CommandLine tminus;

    @BeforeEach
    void aJournalWithoutRuns() throws Exception {
        journal = Books.create();
        tminus = new CommandLine(folder).with("TMINUS_JOURNAL", journal.url());
        assertThat(tminus.here("runs").code()).isZero();
    }

    @Test
    void an_unknown_environment_is_named_beside_the_known_ones() throws Exception {
        CommandLine.Ended ended = run("environments: { staging: {} }\n" + ONE_STEP, "-e", "stagin");

        assertRefused(ended, 2, "stagin", "staging");
    }

    @Test
    void a_missing_input_is_named() throws Exception {
        CommandLine.Ended ended =
                run("inputs: { ticket: { type: string } }\nenvironments: { here: {} }\n" + ONE_STEP, "-e", "here");

        assertRefused(ended, 2, "ticket");
    }

    @Test
    void a_runbook_of_a_newer_format_is_refused_by_its_version() throws Exception {
        Path file = Files.writeString(
                folder.resolve("newer.runbook.yaml"),
                HEAD.replace("v1", "v2") + "environments: { here: {} }\n" + ONE_STEP);

        assertRefused(tminus.here("run", file.toString(), "-e", "here"), 2, "v2", "v1");
    }

    @Test
    void an_expired_window_is_refused_before_anything_begins() throws Exception {
        CommandLine.Ended ended = run("""
                inputs: { window: { type: window, sets: run.window } }
                environments: { here: {} }
                phases:
                  - id: only
                    name: Only
                    at: T
                    window: required
                    steps:
                      - { id: look, run: ["true"] }
                """, "-e", "here", "-i", "window=2020-01-01T01:00[Europe/Berlin]/PT1H");

        assertRefused(ended, 3, "window");
    }

    @Test
    void a_journal_that_does_not_answer_is_named_without_its_password() throws Exception {
        tminus.with("TMINUS_JOURNAL", "postgresql://kim:hunter2hunter2@127.0.0.1:1/journal");

        CommandLine.Ended ended = run("environments: { here: {} }\n" + ONE_STEP, "-e", "here");

        assertMessage(ended, 3, "127.0.0.1:1");
        assertThat(ended.err()).doesNotContain("hunter2hunter2");
    }

    @Test
    void a_wrong_password_for_the_journal_says_who_could_not_log_in() throws Exception {
        journal.addRoleWithPassword(journal.database() + "_kim");
        String url = journal.url().replace("postgres:postgres@", journal.database() + "_kim:wrong-password@");

        CommandLine.Ended ended = tminus.here("runs", "--journal", url);

        assertMessage(ended, 3, "_kim", "password");
        assertThat(ended.err()).doesNotContain("wrong-password");
    }

    @Test
    void a_journal_that_may_only_be_read_starts_nothing() throws Exception {
        journal.execute("alter database " + journal.database() + " set default_transaction_read_only = on");

        assertRefused(run("environments: { here: {} }\n" + ONE_STEP, "-e", "here"), 3, "read-only");
    }

    @Test
    void a_target_that_does_not_answer_fails_its_step_and_stops_at_a_person() throws Exception {
        CommandLine.Ended ended = runSql("postgresql://postgres:secret-of-target@127.0.0.1:1/target");

        assertMessage(ended, 5, "127.0.0.1:1", "tminus retry");
        assertThat(ended.err()).doesNotContain("secret-of-target");
    }

    @Test
    void a_wrong_password_for_the_target_fails_its_step_and_is_not_shown() throws Exception {
        String role = journal.database() + "_lee";
        journal.addRoleWithPassword(role);
        String url = TestServer.url(journal.database()).replace("postgres:postgres@", role + ":wrong-password@");

        CommandLine.Ended ended = runSql(url);

        assertMessage(ended, 5, "refuses the password", "tminus retry");
        assertThat(ended.err()).doesNotContain("wrong-password");
    }

    @Test
    void a_missing_tool_fails_its_step_by_name() throws Exception {
        CommandLine.Ended ended =
                run("environments: { here: {} }\n" + ONE_STEP.replace("true", "no-such-tool"), "-e", "here");

        assertMessage(ended, 5, "no-such-tool", "PATH", "tminus retry");
    }

    private CommandLine.Ended runSql(String url) throws Exception {
        tminus.with("TARGET", url);
        return run("""
                secrets: { target: { from: env, name: TARGET } }
                environments: { here: {} }
                connections: { target: { url: "${{ secrets.target }}" } }
                phases:
                  - id: only
                    name: Only
                    steps:
                      - { id: look, sql: { db: target, text: select 1, read_only: true } }
                """, "-e", "here");
    }

    private CommandLine.Ended run(String text, String... arguments) throws Exception {
        Path file = Files.writeString(folder.resolve("probe.runbook.yaml"), HEAD + text);
        List<String> all = new java.util.ArrayList<>(List.of("run", file.toString(), "--no-input"));
        all.addAll(List.of(arguments));
        return tminus.here(all.toArray(String[]::new));
    }

    private void assertRefused(CommandLine.Ended ended, int code, String... words) throws Exception {
        assertMessage(ended, code, words);
        assertThat(journal.rows("select id from tminus.run")).isEmpty();
    }

    private static void assertMessage(CommandLine.Ended ended, int code, String... words) {
        assertThat(ended.code()).as(ended.err()).isEqualTo(code);
        assertThat(ended.err()).contains(words).doesNotContain("\tat ", "internal fault");
    }
}
