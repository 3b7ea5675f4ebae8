package dev.tminus.app.chaos;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import dev.tminus.run.WaitKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of the {@link ChaosRunbook}, its journal, and the person who answers for it. */
final class ChaosRun {

    private static final Duration LEASE_IS_OVER = Duration.ofMinutes(2);

    final Books journal;
    final ChaosRunbook runbook;
    final CommandLine tminus;
    private @Nullable String id;
    private @Nullable Process driver;

    ChaosRun(Path folder) throws Exception {
        journal = Books.create();
        runbook = ChaosRunbook.in(folder, Books.create());
        tminus = new CommandLine(folder)
                .with("TMINUS_JOURNAL", journal.url())
                .with("TARGET", runbook.target().url())
                .property("tminus.lease=PT1S");
    }

    String id() {
        if (id == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return id;
    }

    private Process driver() {
        if (driver == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return driver;
    }

    List<RunEvent> events() {
        return journal.events(id());
    }

    /** Starts it in a process and returns once that drives it. */
    CommandLine.Started begin() throws Exception {
        CommandLine.Started first = tminus.start(runbook.command());
        if (!first.says("begins")) {
            throw new AssertionError("did not begin: " + first.await());
        }
        driver = first.process();
        id = journal.rows("select id from tminus.run").get(0);
        awaitEpochAfter(0, first);
        return first;
    }

    /** Goes on with it in another process and returns once that drives it, or has ended. */
    CommandLine.Started goOn() throws Exception {
        long before = epoch();
        CommandLine.Started next = tminus.start("resume", id());
        awaitEpochAfter(before, next);
        return next;
    }

    private void awaitEpochAfter(long before, CommandLine.Started driver) throws Exception {
        boolean waits = true;
        while (waits) {
            waits = epoch() == before && !driver.process().waitFor(10, TimeUnit.MILLISECONDS);
        }
    }

    private long epoch() throws Exception {
        return Long.parseLong(journal.rows("select epoch from tminus.run").get(0));
    }

    void awaitEffect(String step) throws Exception {
        runbook.await(step, driver());
    }

    /** Goes on and answers until the run has ended; gives the last exit code. */
    int finish() throws Exception {
        CommandLine.Ended ended = tminus.here("resume", id());
        long end = System.nanoTime() + LEASE_IS_OVER.toNanos();
        int asked = 0;
        // Refused as long as the lease lasts of one who lives and does nothing: how often that is depends on the
        // machine.
        while ((ended.code() == 5 && asked < 30) || (ended.code() == 6 && System.nanoTime() < end)) {
            asked += ended.code() == 5 ? 1 : 0;
            answer();
            ended = tminus.here("resume", id());
        }
        if (ended.code() != 0) {
            System.out.println(ended);
        }
        return ended.code();
    }

    /** A person looks outside and says what became of each unknown attempt. */
    void answer() throws Exception {
        for (Map.Entry<String, StepState> step : RunState.of(events()).steps().entrySet()) {
            if (step.getValue().waitsFor(WaitKind.UNKNOWN)) {
                runbook.answer(tminus, id(), step.getKey());
            }
        }
    }
}
