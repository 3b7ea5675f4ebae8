package dev.tminus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program as a person starts it, until it has ended. */
record Program(Map<String, String> variables, List<String> words) {

    /** What one start took, and the most memory it had. */
    record Took(double seconds, double mebibytes, int exit, String output) {}

    static Program tminus(Stage stage, String... words) {
        List<String> all = Stream.concat(
                        Stream.of(Stage.HOME.resolve("tminus").toAbsolutePath().toString()), Stream.of(words))
                .toList();
        return new Program(stage.variables(), all);
    }

    Took run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("tminus-bench", ".txt");
        ProcessBuilder program =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        program.environment().clear();
        program.environment().putAll(variables);
        long begun = System.nanoTime();
        Process process = program.start();
        double peak = 0;
        while (!process.waitFor(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, Usage.peakMebibytes(String.valueOf(process.pid())));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        String text = Files.readString(output);
        Files.delete(output);
        return new Took(seconds, peak, process.exitValue(), text);
    }

    /** Refuses an end that would make the figure mean something else. */
    Took runWell() throws IOException, InterruptedException {
        Took took = run();
        if (took.exit() != 0) {
            throw new IllegalStateException("%s ended with %d:%n%s".formatted(words, took.exit(), took.output()));
        }
        return took;
    }

    /** The first start of a build makes the class archive in the background; figures are for starts after that. */
    static void warm(Stage stage) throws Exception {
        Program version = tminus(stage, "--version");
        Path cache = Path.of(
                        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"))
                .resolve("tminus");
        version.runWell();
        for (int i = 0; i < 300 && locked(cache); i++) {
            Thread.sleep(100);
        }
        version.runWell();
    }

    private static boolean locked(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa.lock"));
        }
    }
}
