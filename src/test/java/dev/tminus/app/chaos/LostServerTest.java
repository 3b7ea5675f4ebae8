package dev.tminus.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostServerTest {

    @TempDir
    Path folder;

    @Test
    void a_run_goes_on_when_the_journal_cuts_its_connections() throws Exception {
        ChaosRun run = new ChaosRun(folder);
        CommandLine.Started driver = run.begin();

        for (String step : new String[] {"s1", "q2", "p4", "s4"}) {
            run.awaitEffect(step);
            run.journal.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }

        CommandLine.Ended ended = driver.await();
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(run.runbook.count()).isEqualTo(ChaosRunbook.each(1));
        assertThat(Attempts.unexplained(run.events())).isEmpty();
    }

    @Test
    void a_run_whose_journal_is_stopped_at_once_ends_with_one_sentence_and_goes_on_after_the_restart()
            throws Exception {
        ChaosRunbook runbook = ChaosRunbook.in(folder, Books.create());
        CommandLine tminus = new CommandLine(folder)
                .with("TARGET", runbook.target().url())
                .property("tminus.lease=PT2S")
                .property("tminus.patience=PT2S");
        CommandLine.Started driver = tminus.start(runbook.command());
        runbook.await("q2", driver.process());

        Processes.signal(postmaster(), "QUIT");
        CommandLine.Ended cut = driver.await();
        String run = tminus.here("runs", "-o", "json").out().replaceAll("(?s).*?\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        CommandLine.Ended ended = tminus.here("resume", run);
        for (int round = 0; ended.code() == 5 && round < 5; round++) {
            for (String line : ended.err()
                    .lines()
                    .filter(said -> said.contains("tminus fixed "))
                    .toList()) {
                runbook.answer(tminus, run, line.replaceAll(".*tminus fixed \\S+ (\\S+).*", "$1"));
            }
            ended = tminus.here("resume", run);
        }

        assertThat(cut.code()).as(cut.err()).isEqualTo(5);
        assertThat(cut.err()).contains("tminus resume " + run).doesNotContain("\tat ");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(runbook.count()).isEqualTo(ChaosRunbook.each(1));
        tminus.here("journal", "stop");
    }

    /** What {@code pg_ctl stop -m immediate} asks of it, it does at the signal QUIT. */
    private long postmaster() throws Exception {
        Path pid = folder.resolve("data/tminus/journal/data/postmaster.pid");
        return Long.parseLong(Files.readAllLines(pid).get(0).strip());
    }
}
