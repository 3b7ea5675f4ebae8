package dev.tminus.app.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A second command: a process of its own that joins, writes one row, says so, and stays until its input ends. */
final class Joiner implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Joiner(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Joiner start(Path home, Path binaries) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Joiner.class.getName(),
                home.toString(),
                binaries.toString()));
        return new Joiner(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The word the process printed after its row was written; null when it ended before. */
    String word() throws IOException {
        return output.readLine();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    @SuppressWarnings("try") // the visit is held, not used
    public static void main(String[] arguments) throws Exception {
        EmbeddedServer server = EmbeddedServer.in(Path.of(arguments[0]), Path.of(arguments[1]), Duration.ofSeconds(1));
        try (EmbeddedServer.Visit visit = server.join()) {
            Rows.add(visit.address());
            System.out.println("written");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
