package dev.tminus.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenEngineTest {

    @TempDir
    Path folder;

    @Test
    void an_engine_that_wakes_after_another_took_over_writes_nothing_and_says_who_drives() throws Exception {
        ChaosRun run = new ChaosRun(folder);
        CommandLine.Started frozen = run.begin();
        run.awaitEffect("q2");
        frozen.signal("STOP");

        int code = run.finish();
        int events = run.events().size();
        frozen.signal("CONT");
        CommandLine.Ended woken = frozen.await();

        assertThat(code).isZero();
        assertThat(woken.code()).as(woken.err()).isEqualTo(6);
        assertThat(woken.err()).contains("tminus status").doesNotContain("\tat ");
        assertThat(run.events()).hasSize(events);
        assertThat(run.runbook.count()).isEqualTo(ChaosRunbook.each(1));
        assertThat(Attempts.unexplained(run.events())).isEmpty();
    }
}
