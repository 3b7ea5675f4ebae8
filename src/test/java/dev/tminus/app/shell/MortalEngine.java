package dev.tminus.app.shell;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** An engine in a process of its own, so that a test can kill it: runs one script and never comes to report it. */
final class MortalEngine {

    private MortalEngine() {}

    /** Arguments: folder, start of the attempt, script, secret, name to save the output under. */
    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        Supervisor supervisor = new Supervisor(folder.resolve("state"), Map.of("PATH", System.getenv("PATH")));
        new RunAction(supervisor)
                .perform(new StepSetting(folder, arguments[2])
                        .startedAt(Instant.parse(arguments[1]))
                        .hiding(arguments[3])
                        .with("save_output", "all.txt"));
    }

    static Process start(Path folder, Instant startedAt, String script, String secret) throws java.io.IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalEngine.class.getName(),
                        folder.toString(),
                        startedAt.toString(),
                        script,
                        secret)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("engine.log").toFile())
                .start();
    }
}
