package dev.tminus.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class TwoEnginesTest {

    @TempDir
    Path folder;

    @RepeatedTest(2)
    void of_two_commands_that_resume_a_run_at_once_one_drives_it_and_the_other_says_who() throws Exception {
        ChaosRun run = new ChaosRun(folder);
        run.begin().process().destroyForcibly().waitFor();
        List<CommandLine.Started> both =
                List.of(run.tminus.start("resume", run.id()), run.tminus.start("resume", run.id()));

        List<CommandLine.Ended> ends = List.of(both.get(0).await(), both.get(1).await());
        CommandLine.Ended refused = ends.get(ends.get(0).code() == 6 ? 0 : 1);
        CommandLine.Ended drove = ends.get(ends.get(0).code() == 6 ? 1 : 0);

        assertThat(refused.code()).as(ends.toString()).isEqualTo(6);
        assertThat(refused.err())
                .contains("/" + both.get(ends.indexOf(drove)).process().pid() + "/");
        assertThat(drove.code() == 0 ? 0 : run.finish()).isZero();
        assertThat(run.runbook.count()).isEqualTo(ChaosRunbook.each(1));
    }
}
