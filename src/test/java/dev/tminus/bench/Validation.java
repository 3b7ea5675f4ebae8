package dev.tminus.bench;

import java.nio.file.Path;
import java.util.Locale;

/** Reading runbooks: the shipped one, and generated ones of growing length. */
final class Validation {
    private static final Path DONATIONS = Stage.HOME.resolve("runbooks/donations/donations.runbook.yaml");
    private static final int ROUNDS = 5;

    private Validation() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Program.warm(stage);
        double empty = StartTime.emptyJvm(stage);
        double[] donations = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            donations[round] = Program.tminus(
                            stage, "validate", DONATIONS.toAbsolutePath().toString())
                    .runWell()
                    .seconds();
        }
        figures.say("an empty JVM: %.2f s; validate is %.1f times that"
                .formatted(empty, Figures.median(donations) / empty));
        figures.atMost("validate of the donations runbook", "s", donations, 0.7);
        double half = generated(stage, figures, 5_000);
        double whole = generated(stage, figures, 10_000);
        figures.atMost("10,000 steps beside 5,000", "times", new double[] {whole / half}, 2.4);
    }

    private static double generated(Stage stage, Figures figures, int steps) throws Exception {
        Path file = stage.file("steps-%d.runbook.yaml".formatted(steps), Books.expressions(steps));
        double[] seconds = new double[3];
        double[] mebibytes = new double[3];
        for (int round = 0; round < 3; round++) {
            Program.Took took =
                    Program.tminus(stage, "validate", file.toString()).runWell();
            seconds[round] = took.seconds();
            mebibytes[round] = took.mebibytes();
        }
        String what = String.format(Locale.ROOT, "validate of %,d steps with 1,000 expressions", steps);
        figures.atMost(what, "s", seconds, 3);
        figures.atMost(what + ", peak memory", "MiB", mebibytes, 512);
        return Figures.median(seconds);
    }
}
