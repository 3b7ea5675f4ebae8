package dev.tminus.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunActionTest extends ShellTest {

    @Test
    void a_program_gives_its_exit_code_and_output() throws Exception {
        Map<String, Object> result = done(step("echo", "hello"));

        assertThat(result).containsEntry("exit_code", 0L).containsEntry("output", "hello");
    }

    @Test
    void an_exit_code_other_than_0_is_an_end_too() throws Exception {
        assertThat(done(step("sh", "-c", "exit 3"))).containsEntry("exit_code", 3L);
    }

    @Test
    void a_signal_counts_as_128_and_its_number() throws Exception {
        assertThat(done(step("sh", "-c", "kill -9 $$"))).containsEntry("exit_code", 137L);
    }

    @Test
    void an_argument_is_one_word_whatever_it_holds() throws Exception {
        String nasty = "a b\n'$(id)' \"`id`\" \\ * ; & \u00e9 \u6f22 \u0001\u0081 ";

        assertThat(done(step("printf", "%s|", nasty, "", "-n"))).containsEntry("output", nasty + "||-n|");
    }

    @Test
    void an_environment_value_arrives_as_it_is() throws Exception {
        StringBuilder every = new StringBuilder("begin");
        for (char c = 1; c < 0x800; c++) {
            every.append(c);
        }
        StepSetting step = step("sh", "-c", "printf %s \"$WILD\"").with("env", Map.of("WILD", every + "end"));

        assertThat(done(step)).containsEntry("output", every + "end");
    }

    @Test
    void a_list_inside_the_list_is_spliced() throws Exception {
        StepSetting step = new StepSetting(folder, List.of("echo", List.of("a", "b"), 3L));

        assertThat(done(step)).containsEntry("output", "a b 3");
    }

    @Test
    void a_text_is_a_bash_script_that_stops_at_the_first_failure() throws Exception {
        StepSetting step = script("set -o | grep -c 'pipefail.*on'\nfalse | true\necho not reached");

        assertThat(done(step)).containsEntry("output", "1").containsEntry("exit_code", 1L);
    }

    @Test
    void a_program_inherits_nothing_but_the_ordinary_variables() throws Exception {
        String output =
                (String) done(step("env").with("env", Map.of("ONE", "1"))).get("output");

        assertThat(output.lines().map(line -> line.replaceFirst("=.*", "")))
                .containsExactlyInAnyOrder(
                        "PATH",
                        "LANG",
                        "PWD",
                        "ONE",
                        "TMINUS_STEP",
                        "TMINUS_RUN_ID",
                        "TMINUS_STEP_ID",
                        "TMINUS_ENVIRONMENT");
    }

    @Test
    void a_program_learns_which_step_it_belongs_to() throws Exception {
        assertThat(done(script("echo $TMINUS_RUN_ID $TMINUS_STEP_ID $TMINUS_ENVIRONMENT")))
                .containsEntry("output", "r-20261201-7k3mq9 ramp[2]/settle staging");
    }

    @Test
    void a_program_reads_nothing_unless_it_is_given_something() throws Exception {
        assertThat(done(step("cat"))).containsEntry("output", "");
        assertThat(done(step("cat").with("stdin", "one\ntwo"))).containsEntry("output", "one\ntwo");
    }

    @Test
    void a_program_begins_in_the_runbooks_folder_or_in_its_cwd() throws Exception {
        Path api = Files.createDirectory(folder.resolve("api"));

        assertThat(done(step("pwd"))).containsEntry("output", folder.toString());
        assertThat(done(step("pwd").with("cwd", "api"))).containsEntry("output", api.toString());
    }

    @Test
    void a_program_leads_a_session_of_its_own() throws Exception {
        String output = (String) done(script("cut -d' ' -f1,5,6 /proc/$$/stat")).get("output");

        assertThat(List.of(output.split(" ", -1))).hasSize(3).containsOnly(output.split(" ", -1)[0]);
    }

    @Test
    void a_program_finds_interrupt_quit_and_pipe_signals_as_usual() throws Exception {
        String ignored = (String)
                done(step("sed", "-n", "s/SigIgn:\t//p", "/proc/self/status")).get("output");

        long usual = 1L << 1 | 1L << 2 | 1L << 12;
        assertThat(Long.parseLong(ignored, 16) & usual & ~ignoredHere()).isZero();
    }

    /** What a background job or nohup had ignored before this process began, no shell can give back. */
    private static long ignoredHere() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseLong(line.substring(7).strip(), 16))
                .sum();
    }

    @Test
    void a_program_holds_no_file_but_its_own_three() throws Exception {
        // The fourth is the folder it lists.
        assertThat(done(step("ls", "/proc/self/fd"))).containsEntry("output", "0\n1\n2\n3");
    }

    @Test
    void a_missing_program_is_named_with_the_path_and_nothing_starts() throws Exception {
        Outcome outcome = perform(step("pm2", "stop").with("env", Map.of("PATH", "/nowhere:/bin")));

        assertThat(reason(outcome)).isEqualTo("pm2: not found on PATH (PATH=/nowhere:/bin); nothing was started");
    }

    @Test
    void a_missing_folder_is_named() throws Exception {
        assertThat(reason(perform(step("true").with("cwd", "gone"))))
                .isEqualTo("folder %s does not exist; nothing was started".formatted(folder.resolve("gone")));
    }

    @Test
    void a_file_that_is_not_executable_is_named() throws Exception {
        Files.writeString(folder.resolve("tool"), "echo");

        assertThat(reason(perform(step("./tool")))).startsWith("./tool: not executable");
    }

    @Test
    void a_variable_with_a_name_no_shell_knows_is_refused() throws Exception {
        assertThat(reason(perform(step("true").with("env", Map.of("A-B", "1")))))
                .startsWith("env: 'A-B' cannot name");
        assertThat(reason(perform(step("true").with("env", Map.of("TMINUS_X", "1")))))
                .contains("set by Tminus");
    }

    @Test
    void a_probe_finds_a_missing_program_without_starting_any() throws Exception {
        assertThat(new RunAction(supervisor).probe(step("no-such-tool"))).hasSize(1);
        assertThat(new RunAction(supervisor).probe(step("true"))).isEmpty();
    }

    @Test
    void json_is_parsed_where_the_output_is_json() throws Exception {
        assertThat(done(step("echo", "{\"a\": [1, 2.5, true, \"x\"]}")))
                .containsEntry("json", Map.of("a", List.of(1L, 2.5, true, "x")));
        assertThat(done(step("echo", "{no json"))).doesNotContainKey("json");
    }

    @Test
    void output_can_be_saved_under_a_name() throws Exception {
        Map<?, ?> files = (Map<?, ?>)
                done(step("printf", "abc").with("save_output", "a.sql")).get("files");
        Map<?, ?> file = (Map<?, ?>) files.get("a.sql");

        assertThat(Path.of((String) file.get("path"))).hasContent("abc");
        assertThat(file.get("size")).isEqualTo(3L);
        assertThat((String) file.get("sha256")).startsWith("ba7816bf");
    }

    @Test
    void files_the_program_makes_are_described() throws Exception {
        StepSetting step = script("printf abc >made").with("files", List.of("made"));

        assertThat(done(step).get("files").toString())
                .contains("ba7816bf", folder.resolve("made").toString());
    }

    @Test
    void a_file_that_was_promised_and_not_made_is_a_failure() throws Exception {
        assertThat(reason(perform(step("true").with("files", List.of("made"))))).contains("made no file");
    }

    @Test
    void what_a_step_creates_is_reported() throws Exception {
        StepSetting step = step("true").with("creates", Map.of("kind", "database", "name", "scratch"));

        assertThat(((Outcome.Done) perform(step)).created())
                .containsExactly(new Resource("database", "scratch", "ramp[2]/settle"));
    }

    @Test
    void what_a_step_takes_away_is_reported() throws Exception {
        StepSetting step = step("true").with("removes", Map.of("kind", "database", "name", "scratch"));

        assertThat(((Outcome.Done) perform(step)).removed())
                .extracting(Resource::name)
                .containsExactly("scratch");
    }

    @Test
    void output_and_errors_are_kept_together_and_the_result_is_the_output() throws Exception {
        StepSetting step = script("echo out; echo err >&2");

        assertThat(done(step)).containsEntry("output", "out");
        assertThat(step.kept.orElseThrow().tail()).contains("out\n", "err\n");
        assertThat(String.join("", step.shown)).contains("out\n", "err\n");
    }

    @Test
    void many_steps_share_one_supervising_shell() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(done(step("echo", Integer.toString(i)))).containsEntry("output", Integer.toString(i));
        }

        assertThat(folder.resolve("state").toFile().list()).hasSize(1);
    }
}
