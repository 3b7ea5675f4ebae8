package dev.tminus.bench;

import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.engine.Turn;
import dev.tminus.journal.Changes;
import dev.tminus.journal.Journal;
import dev.tminus.run.Actor;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * From a person's word to the start of the step that waited for it. The word is written through another connection, and
 * the engine hears of it as the command line does: by a hint of the database, and then it reads.
 */
final class ApprovalLatency {
    private static final int STEPS = 20;

    private ApprovalLatency() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Journal journal = stage.journal();
        Engine driving = stage.engine("driving", journal);
        Engine speaking = stage.engine("speaking");
        var plan = stage.plan(
                Books.steps(STEPS, "- { id: step_%d, name: Step %d, approve: { by: dba }, bench.nothing: {} }"));
        RunId run = stage.start(driving, plan);
        AtomicBoolean over = new AtomicBoolean();
        double[] milliseconds = new double[STEPS];
        try (Drive drive = driving.take(run)) {
            Thread listener = listen(journal, drive, over);
            Turn turn = drive.turn();
            for (int step = 0; step < STEPS; step++) {
                while (!turn.state().step("step_" + step).is(StepStatus.WAITING)) {
                    drive.await(Duration.ofMillis(200));
                    drive.refresh();
                    turn = drive.turn();
                }
                milliseconds[step] = approve(stage, speaking, drive, step);
                turn = drive.turn();
            }
            over.set(true);
            listener.join();
        }
        figures.atMost("approval to the start of its step", "ms", milliseconds, 250);
    }

    private static Thread listen(Journal journal, Drive drive, AtomicBoolean over) {
        Thread listener = new Thread(() -> {
            try (Changes changes = journal.changes()) {
                while (!over.get()) {
                    if (changes.await(Duration.ofMillis(500))) {
                        drive.poke();
                    }
                }
            }
        });
        listener.start();
        return listener;
    }

    private static double approve(Stage stage, Engine speaking, Drive drive, int step) throws Exception {
        long before = stage.nothing.lastBegun.get();
        AtomicBoolean granted = new AtomicBoolean();
        long[] begun = new long[1];
        Thread person = new Thread(() -> {
            begun[0] = System.nanoTime();
            Ruling ruling = speaking.request(
                    drive.run(), new Request.Approve("step_" + step, Optional.empty(), ""), Actor.cli("dora"));
            granted.set(ruling instanceof Ruling.Granted);
        });
        person.start();
        while (stage.nothing.lastBegun.get() == before) {
            if (!drive.await(Duration.ofSeconds(1)) && !person.isAlive() && !granted.get()) {
                throw new IllegalStateException("the approval was refused");
            }
            drive.refresh();
            drive.turn();
        }
        person.join();
        return (stage.nothing.lastBegun.get() - begun[0]) / 1e6;
    }
}
