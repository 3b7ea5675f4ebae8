package dev.tminus.bench;

import dev.tminus.book.Plan;
import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.run.Decider;
import dev.tminus.run.RunId;

/** Taking up a run with a thousand events: read, check, fold, rebuild the plan, decide what is next. */
final class Recovery {
    private static final int EVENTS = 1_000;
    private static final int ROUNDS = 11;

    private Recovery() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Engine engine = stage.engine("bench");
        Plan plan = stage.plan(Books.steps(StepRate.STEPS, StepRate.STEP));
        RunId run = stage.start(engine, plan);
        try (Drive drive = engine.take(run)) {
            while (drive.turn().state().events() < EVENTS) {
                drive.await(java.time.Duration.ofSeconds(1));
            }
        }
        double[] milliseconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            Engine.Standing standing = engine.read(run);
            Decider.next(standing.plan(), standing.state(), engine.now());
            milliseconds[round] = (System.nanoTime() - begun) / 1e6;
        }
        figures.say("the first time, code still cold: %.0f ms".formatted(milliseconds[0]));
        figures.atMost("taking up a run with 1,000 events", "ms", milliseconds, 100);
    }
}
