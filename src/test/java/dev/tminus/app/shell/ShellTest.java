package dev.tminus.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the action share: a folder and a supervisor of its own. */
abstract class ShellTest {

    /** Longer than any machine takes to start a shell. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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

    /** What a step writes into that file, once it has written it. */
    static String written(Path file) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String text = content(file); ; text = content(file)) {
            if (text.endsWith("\n")) {
                return text.strip();
            }
            assertThat(System.nanoTime())
                    .as("nothing was written into %s", file)
                    .isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String content(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).reason();
    }
}
