package dev.tminus.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of one execution: what {@code slot.sh} wrote there, readable after the engine that asked is gone. */
record StepFolder(Path path) {

    private static final Pattern ASKED = Pattern.compile("boot (\\S+) shell (\\d+) start (\\d+) end\n");
    private static final Pattern STARTED = Pattern.compile("pid (\\d+) start (\\d+) boot (\\S+) marker (\\S+) end\n");
    private static final Pattern ENDED = Pattern.compile("exit (\\d+) at (\\d+)\\.(\\d\\d) end\n");

    /** Who was asked to start it, in which life of the machine: a record without a start then means that none came. */
    record Asked(String bootId, ProcessTable.Id shell) {}

    /** What was started, and in which life of the machine. */
    record Started(ProcessTable.Id leader, String bootId, String marker) {}

    /** How it ended: 128 + n for signal n. */
    record Ended(int exitCode, Instant at) {}

    StepFolder {
        if (path.toString().contains("\n")) {
            throw new CannotRunException("the state folder's name holds a line break: " + path);
        }
    }

    void noteAsked(Asked asked) throws IOException {
        // Not formatted: with a number in it that takes longer than the writing.
        String line = "boot " + asked.bootId() + " shell " + asked.shell().pid() + " start "
                + asked.shell().start() + " end\n";
        Files.writeString(path.resolve("asked"), line);
    }

    Optional<Asked> asked() {
        return read("asked", ASKED)
                .map(found -> new Asked(
                        found.group(1),
                        new ProcessTable.Id(Long.parseLong(found.group(2)), Long.parseLong(found.group(3)))));
    }

    Optional<Started> started() {
        return read("started", STARTED)
                .map(found -> new Started(
                        new ProcessTable.Id(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))),
                        found.group(3),
                        found.group(4)));
    }

    Optional<Ended> ended() {
        return read("exit", ENDED)
                .map(found -> new Ended(
                        Integer.parseInt(found.group(1)),
                        atUptime(Duration.ofSeconds(Long.parseLong(found.group(2)))
                                .plusMillis(10 * Long.parseLong(found.group(3))))));
    }

    /** Standard output, masked. */
    Path stdout() {
        return path.resolve("stdout");
    }

    /** Standard output and error as they came, masked. */
    Path output() {
        return path.resolve("output");
    }

    /** A file the step keeps. */
    Path saved(String name) {
        return path.resolve("saved-" + name);
    }

    /** What the pipe of standard output held when the engine died, and what came after; not masked. */
    Path restOfStdout() {
        return path.resolve("stdout.rest");
    }

    Path restOfStderr() {
        return path.resolve("stderr.rest");
    }

    /** A file that is not whole says nothing. */
    private Optional<Matcher> read(String name, Pattern form) {
        try {
            return Optional.of(form.matcher(Files.readString(path.resolve(name))))
                    .filter(Matcher::matches);
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static Instant atUptime(Duration uptime) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
                if (line.startsWith("btime ")) {
                    return Instant.ofEpochSecond(
                                    Long.parseLong(line.substring(6).strip()))
                            .plus(uptime);
                }
            }
            throw new IOException("/proc/stat has no line btime");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
