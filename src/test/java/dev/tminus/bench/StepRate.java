package dev.tminus.bench;

import dev.tminus.book.Plan;
import dev.tminus.engine.Engine;
import java.util.Optional;

/**
 * A thousand steps that do nothing, in one run. Of those that act, the end of one and the start of the next are one
 * commit; of those that only judge, several share one.
 */
final class StepRate {
    static final int STEPS = 1_000;
    static final String STEP = "- { id: step_%d, name: Step %d, bench.nothing: {} }";
    private static final String JUDGING = "- { id: step_%d, name: Step %d, check: 1 == 1 }";
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    private StepRate() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Inserts inserts = Inserts.on(stage);
        Engine engine = stage.engine("bench");
        Plan plan = stage.plan(Books.steps(STEPS, STEP));
        Plan judging = stage.plan(Books.steps(STEPS, JUDGING));
        double[] ratios = new double[ROUNDS];
        double[] judged = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double rows = inserts.rate(1, STEPS);
            double before = Usage.processorMilliseconds();
            double steps = STEPS / stage.seconds(engine, plan);
            double processor = (Usage.processorMilliseconds() - before) / STEPS;
            Optional<Double> pgbench = inserts.pgbench(1, STEPS);
            ratios[round] = steps / rows;
            judged[round] = STEPS / stage.seconds(engine, judging) / rows;
            figures.say("%.0f steps/s (%.2f ms of processor each), %.0f rows/s through JDBC%s"
                    .formatted(
                            steps,
                            processor,
                            rows,
                            pgbench.map(tps -> ", %.0f/s through pgbench (ratio %.2f)".formatted(tps, steps / tps))
                                    .orElse("; pgbench is not installed")));
        }
        figures.ratio("steps of one run that act to one-row commits", ratios, 0.70);
        figures.ratio("steps of one run that only judge to one-row commits", judged, 0.70);
    }
}
