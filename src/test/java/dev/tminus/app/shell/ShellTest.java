package dev.tminus.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the action share: a folder and a supervisor of its own. */
abstract class ShellTest {

    @TempDir
    Path folder;

    Supervisor supervisor;

    @BeforeEach
    void open() {
        supervisor = new Supervisor(folder.resolve("state"), Map.of("PATH", System.getenv("PATH"), "LANG", "C.UTF-8"));
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    StepSetting step(String... words) {
        return new StepSetting(folder, List.of((Object[]) words));
    }

    StepSetting script(String text) {
        return new StepSetting(folder, text);
    }

    Outcome perform(StepSetting step) throws InterruptedException {
        return new RunAction(supervisor).perform(step);
    }

    Map<String, Object> done(StepSetting step) throws InterruptedException {
        Outcome outcome = perform(step);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).result().map();
    }

    static String reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).reason();
    }
}
