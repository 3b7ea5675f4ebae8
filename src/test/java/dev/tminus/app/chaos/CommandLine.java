package dev.tminus.app.chaos;

import dev.tminus.app.Main;
import dev.tminus.app.Wiring;
import dev.tminus.app.cli.TminusCommand;
import dev.tminus.app.cli.desk.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The program as a person starts it, with folders of its own; each command is a process that a test can kill. */
final class CommandLine {

    private static final int LIMIT_SECONDS = 600;

    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> properties = new ArrayList<>();
    private final Path folder;

    CommandLine(Path folder) {
        this.folder = folder;
        variables.put("PATH", System.getenv("PATH"));
        variables.put("HOME", folder.resolve("home").toString());
        variables.put("XDG_DATA_HOME", folder.resolve("data").toString());
        variables.put("XDG_STATE_HOME", folder.resolve("state").toString());
        variables.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        variables.put("XDG_CACHE_HOME", cache().toString());
    }

    /** The server's programs are unpacked once for all tests of a user. */
    private static Path cache() {
        return Path.of(System.getProperty("java.io.tmpdir"), "tminus-test-cache-" + System.getProperty("user.name"));
    }

    CommandLine with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    CommandLine property(String setting) {
        properties.add("-D" + setting);
        return this;
    }

    Path folder() {
        return folder;
    }

    /** What a command that has ended left behind. */
    record Ended(int code, String out, String err) {}

    /** A command that has begun. */
    record Started(Process process, Path out, Path err) {

        Ended await() throws IOException, InterruptedException {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still runs after %d s: %s%s".formatted(LIMIT_SECONDS, outText(), errText()));
            }
            return new Ended(process.exitValue(), outText(), errText());
        }

        String outText() throws IOException {
            return Files.readString(out);
        }

        String errText() throws IOException {
            return Files.readString(err);
        }

        /** Waits until the process has said that on standard error, or has ended. */
        boolean says(String text) throws IOException, InterruptedException {
            while (!errText().contains(text)) {
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    return errText().contains(text);
                }
            }
            return true;
        }

        void signal(String name) throws IOException, InterruptedException {
            Processes.signal(process.pid(), name);
        }
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** In this process: quicker, for what no fault happens to. */
    Ended here(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal.Attached(false, false, false));
        Wiring wiring = new Wiring(variables, folder, warning -> warn(err, warning));
        int code = TminusCommand.run(wiring, terminal, arguments);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void warn(ByteArrayOutputStream err, String warning) {
        err.writeBytes(("warning: " + warning + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Started start(String... arguments) throws IOException {
        Path out = folder.resolve(number.incrementAndGet() + ".out");
        Path err = folder.resolve(number.get() + ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto"));
        command.addAll(properties);
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return new Started(builder.start(), out, err);
    }

    /** Without the tests' own classes and settings. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
