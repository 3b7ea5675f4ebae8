package dev.tminus.bench;

import java.nio.file.Path;
import java.util.List;

/** How long the program takes to say its version, beside a JVM that does nothing. */
final class StartTime {
    private static final int ROUNDS = 7;

    private StartTime() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Program.warm(stage);
        double[] empty = new double[ROUNDS];
        double[] version = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            empty[round] = emptyJvm(stage);
            version[round] = Program.tminus(stage, "--version").runWell().seconds();
        }
        figures.say("an empty JVM: %.2f s; tminus --version is %.1f times that"
                .formatted(Figures.median(empty), Figures.median(version) / Figures.median(empty)));
        figures.atMost("tminus --version", "s", version, 0.25);
    }

    /** With the options of the launcher. */
    static double emptyJvm(Stage stage) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Empty.class.getName());
        return new Program(stage.variables(), words).runWell().seconds();
    }

    /** Does nothing. */
    static final class Empty {
        private Empty() {}

        public static void main(String[] arguments) {}
    }
}
