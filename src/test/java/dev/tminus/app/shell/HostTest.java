package dev.tminus.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An ssh of our own does here what the real one does there: it notes its words and gives the last to a shell. */
class HostTest extends ShellTest {

    @BeforeEach
    void anSshOfOurOwn() throws Exception {
        Path ssh = Files.createDirectory(folder.resolve("bin")).resolve("ssh");
        Files.writeString(ssh, """
                #!/bin/sh
                printf '%%s\\n' "$@" >%s/words
                for last; do :; done
                cd / && exec env -i PATH="$PATH" sh -c "$last"
                """.formatted(folder));
        assertThat(ssh.toFile().setExecutable(true)).isTrue();
        supervisor.close();
        supervisor = new Supervisor(
                folder.resolve("state"), Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH")));
    }

    @Test
    void a_word_arrives_there_as_it_was_written_here() throws Exception {
        String nasty = "a b\n'$(id)' \"`id`\" \\ * ;";

        assertThat(done(there("printf", "%s|", nasty, ""))).containsEntry("output", nasty + "||");
    }

    @Test
    void variables_folder_and_input_arrive_there() throws Exception {
        StepSetting step = there("sh", "-c", "pwd; echo \"$ONE $TMINUS_RUN_ID\"; cat")
                .with("env", Map.of("ONE", "1\n2"))
                .with("cwd", "/usr")
                .with("stdin", "read me");

        assertThat(done(step)).containsEntry("output", "/usr\n1\n2 r-20261201-7k3mq9\nread me");
    }

    @Test
    void no_value_stands_in_the_words_of_ssh() throws Exception {
        done(there("echo", "public").with("env", Map.of("PASSWORD", "correct horse")));

        assertThat(Files.readString(folder.resolve("words")))
                .startsWith("-T\n-o\nBatchMode=yes\n--\ndb1.example.org\n")
                .doesNotContain("correct horse", "public");
    }

    @Test
    void a_script_runs_there_too() throws Exception {
        StepSetting step = script("echo one\nfalse\necho two").with("host", "db1.example.org");

        assertThat(done(step)).containsEntry("output", "one").containsEntry("exit_code", 1L);
    }

    @Test
    void a_host_that_looks_like_an_option_is_refused() throws Exception {
        assertThat(reason(perform(step("true").with("host", "-oProxyCommand=id"))))
                .contains("is not a host");
    }

    @Test
    void a_shell_that_is_bash_supervises_as_well() throws Exception {
        Files.createSymbolicLink(
                folder.resolve("bin/sh"),
                Executables.find("bash", System.getenv("PATH")).orElseThrow());

        assertThat(done(step("printf", "%s", "a\n'b'").with("env", Map.of("ONE", "1"))))
                .containsEntry("output", "a\n'b'");
        assertThat(done(step("sh", "-c", "exit 3"))).containsEntry("exit_code", 3L);
    }

    private StepSetting there(String... words) {
        return new StepSetting(folder, List.of((Object[]) words)).with("host", "db1.example.org");
    }
}
