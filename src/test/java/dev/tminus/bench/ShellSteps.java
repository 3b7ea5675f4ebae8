package dev.tminus.bench;

import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import java.time.Duration;
import java.time.Instant;

/** Steps that start a program. */
final class ShellSteps {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    private ShellSteps() {}

    /** What each costs when they come one after the other, and how much memory this process needs for it. */
    static void one(Stage stage, Figures figures) throws Exception {
        Engine engine = stage.engine("bench");
        var plan = stage.plan(Books.steps(1_000, "- { id: step_%d, name: Step %d, run: [\"true\"], timeout: 1m }"));
        double[] each = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            try (Drive drive = engine.take(stage.start(engine, plan))) {
                RunState end = Stage.drive(drive);
                each[round] = Duration.between(ended(end, "step_0"), ended(end, "step_999"))
                                .toNanos()
                        / 999e6;
            }
        }
        figures.atMost("a step of `true` beyond the first", "ms", each, 4);
        figures.atMost("peak memory of this process", "MiB", new double[] {Usage.peakMebibytes("self")}, 150);
        figures.say("plain start of `true` from Java: %.1f ms".formatted(plain()));
    }

    private static double plain() throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            new ProcessBuilder("true").start().waitFor();
        }
        return (System.nanoTime() - begun) / 200e6;
    }

    private static Instant ended(RunState run, String step) {
        StepState state = run.step(step);
        return state.attempt().endedAt().orElseThrow(() -> new IllegalStateException(step + " is " + state.status()));
    }

    /** A hundred that sleep a tenth of a second, ten at a time: at best that is one second. */
    static void wide(Stage stage, Figures figures) throws Exception {
        Engine engine = stage.engine("bench");
        var plan = stage.plan(
                Books.parallel(100, 10, "- { id: step_%d, name: Step %d, run: [sleep, \"0.1\"], timeout: 1m }"));
        double[] seconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            seconds[round] = stage.seconds(engine, plan);
        }
        figures.atMost("100 x sleep 0.1, ten wide", "s", seconds, 1.4);
    }
}
