package dev.tminus.bench;

import dev.tminus.book.Plan;
import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Eight runs at once, each with an engine and a connection of its own. */
final class RunRate {
    private static final int RUNS = 8;
    private static final int STEPS = 300;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    private RunRate() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Inserts inserts = Inserts.on(stage);
        List<Engine> engines = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            engines.add(stage.engine("bench-" + i));
        }
        Plan plan = stage.plan(Books.steps(STEPS, StepRate.STEP));
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double rows = inserts.rate(RUNS, STEPS);
            double steps = together(stage, engines, plan);
            Optional<Double> pgbench = inserts.pgbench(RUNS, STEPS);
            ratios[round] = steps / rows;
            figures.say("%.0f steps/s, %.0f rows/s through JDBC%s"
                    .formatted(
                            steps,
                            rows,
                            pgbench.map(tps -> ", %.0f/s through pgbench (ratio %.2f)".formatted(tps, steps / tps))
                                    .orElse("; pgbench is not installed")));
        }
        figures.ratio("steps of eight runs to eight connections", ratios, 0.55);
    }

    private static double together(Stage stage, List<Engine> engines, Plan plan) throws Exception {
        List<Drive> drives = new ArrayList<>();
        for (Engine engine : engines) {
            drives.add(engine.take(stage.start(engine, plan)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(RUNS);
        try {
            List<Callable<RunState>> work = new ArrayList<>();
            drives.forEach(drive -> work.add(() -> Stage.drive(drive)));
            long begun = System.nanoTime();
            for (Future<RunState> end : threads.invokeAll(work)) {
                end.get();
            }
            return RUNS * STEPS * 1e9 / (System.nanoTime() - begun);
        } finally {
            threads.shutdownNow();
            drives.forEach(Drive::close);
        }
    }
}
