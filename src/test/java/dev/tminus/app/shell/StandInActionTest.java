package dev.tminus.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.ActionType;
import dev.tminus.book.Type.Simple;
import dev.tminus.run.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandInActionTest extends ShellTest {

    private static final ActionType TYPE = new ActionType(
            "http",
            "Asks a server",
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of("status", Simple.INT, "body", Simple.STRING),
            ActionType.Repeat.CHECK_FIRST,
            ActionType.DryRun.PRINT,
            Optional.of("status"),
            "http: {}");

    @Test
    void it_gets_the_inputs_as_json_and_gives_the_result_as_json() throws Exception {
        StepSetting step = asking("cat > asked; echo \"{\\\"status\\\": 200, \\\"body\\\": \\\"$1\\\"}\"")
                .with("url", "https://example.org")
                .with("timeout", Duration.ofSeconds(90));

        Outcome outcome = standIn().perform(step);

        assertThat(((Outcome.Done) outcome).result().map())
                .containsEntry("status", 200L)
                .containsEntry("body", "http");
        assertThat(folder.resolve("asked"))
                .content()
                .contains("\"url\":\"https://example.org\"", "\"timeout\":\"1m 30s\"");
    }

    @Test
    void an_exit_code_other_than_0_is_a_failure() throws Exception {
        assertThat(reason(standIn().perform(asking("exit 3")))).contains("./stub for http ended with exit code 3");
    }

    @Test
    void an_answer_that_is_no_json_object_is_a_failure() throws Exception {
        assertThat(reason(standIn().perform(asking("echo hello")))).contains("printed no JSON object");
    }

    @Test
    void an_answer_the_action_could_not_have_given_is_a_failure() throws Exception {
        assertThat(reason(standIn().perform(asking("echo '{\"state\": 200}'"))))
                .contains("field \"state\"", "they have: body, status");
        assertThat(reason(standIn().perform(asking("echo '{\"body\": \"\"}'")))).contains("without \"status\"");
    }

    @Test
    void an_executable_that_is_not_there_is_found_out_before_anything_runs() {
        assertThat(standIn().probe(new StepSetting(folder, "")))
                .singleElement()
                .asString()
                .contains("./stub: no such file");
    }

    private StandInAction standIn() {
        return new StandInAction(TYPE, "./stub", new RunAction(supervisor));
    }

    private StepSetting asking(String script) throws Exception {
        Path stub = Files.writeString(folder.resolve("stub"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwx------"));
        return new StepSetting(folder, "");
    }
}
