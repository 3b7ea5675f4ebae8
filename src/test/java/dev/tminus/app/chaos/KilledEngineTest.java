package dev.tminus.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code -Dtminus.chaos.seed=N} repeats a walk of kills, {@code -Dtminus.chaos.kills=N} makes it longer; the moments are
 * the machine's as well, so a seed narrows a fault down rather than pins it.
 */
class KilledEngineTest {

    private static final long SEED = Long.getLong("tminus.chaos.seed", System.nanoTime() % 1_000_000);
    private static final int KILLS = Integer.getInteger("tminus.chaos.kills", 6);
    private static final int LONGEST_LIFE_MILLIS = Integer.getInteger("tminus.chaos.life", 900);

    @TempDir
    Path folder;

    @Test
    void an_engine_that_is_killed_again_and_again_loses_no_effect_and_doubles_none() throws Exception {
        System.out.println("tminus.chaos.seed=" + SEED);
        ChaosRun run = new ChaosRun(folder);

        killAgainAndAgain(run);
        int code = run.finish();

        assertThat(code).isZero();
        assertThat(run.runbook.count()).as("seed %d", SEED).isEqualTo(ChaosRunbook.each(1));
        assertThat(Attempts.unexplained(run.events())).as("seed %d", SEED).isEmpty();
    }

    private static void killAgainAndAgain(ChaosRun run) throws Exception {
        Random random = new Random(SEED);
        CommandLine.Started driver = run.begin();
        for (int kill = 1;
                !driver.process().waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)
                        || driver.process().exitValue() == 5;
                kill++) {
            driver.process().destroyForcibly().waitFor();
            if (kill == KILLS) {
                return;
            }
            run.answer();
            driver = run.goOn();
        }
        System.out.println("the run ended before the last kill");
    }
}
