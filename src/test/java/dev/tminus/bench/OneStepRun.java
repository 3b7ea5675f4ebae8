package dev.tminus.bench;

import java.nio.file.Path;

/** A run of one step, from the shell's prompt back to it, with the journal's server already there. */
final class OneStepRun {
    private static final int ROUNDS = 5;

    private OneStepRun() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Program.warm(stage);
        stage.journal();
        Path file = stage.file(
                "one.runbook.yaml", Books.steps(1, "- { id: step_%d, name: Step %d, run: [\"true\"], timeout: 1m }"));
        Program run = Program.tminus(stage, "run", file.toString(), "-e", "bench");
        run.runWell();
        double[] seconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            seconds[round] = run.runWell().seconds();
        }
        figures.atMost("a run of one step", "s", seconds, 0.8);
    }
}
