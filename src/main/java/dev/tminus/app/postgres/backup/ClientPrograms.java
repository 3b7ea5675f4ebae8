package dev.tminus.app.postgres.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's client programs. The password travels in their environment, never in their arguments, and nothing else of
 * our own environment does but {@code PATH}.
 *
 * @param folder where they are; without one, they are looked for on {@code PATH}
 * @param server {@code PGHOST}, {@code PGPORT}, {@code PGUSER}, {@code PGPASSWORD} and the like
 */
public record ClientPrograms(Optional<Path> folder, Map<String, String> server) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final int LAST_LINES = 5;
    private static final long LOOK_MILLIS = 200;
    private static final long GRACE_SECONDS = 5;

    public ClientPrograms {
        server = Map.copyOf(server);
    }

    /** The major version of a program, {@code 15}. */
    public int major(String program) {
        List<String> lines = new ArrayList<>();
        run(List.of(program, "--version"), lines::add, () -> false);
        Matcher matcher = VERSION.matcher(String.join(" ", lines));
        if (!matcher.find()) {
            throw new BackupRefused("%s does not say its version: %s.".formatted(program, lines));
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** A dump needs a client at least as new as the server; an older one refuses, after it has connected. */
    public void requireFor(String program, int serverMajor) {
        int client = major(program);
        if (client < serverMajor) {
            throw new BackupRefused(
                    "%s is of version %d, the server of version %d; a client must be at least as new. Install the newer one and name its folder: programs: /usr/lib/postgresql/%d/bin."
                            .formatted(program, client, serverMajor, serverMajor));
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param command the program and its arguments
     * @param line told each line it writes
     * @param stopped asked now and then whether it is to be ended
     */
    public void run(List<String> command, Consumer<String> line, BooleanSupplier stopped) {
        Process process = start(command);
        Deque<String> last = new ArrayDeque<>();
        Thread reader = new Thread(() -> read(process, line, last), command.get(0));
        reader.setDaemon(true);
        reader.start();
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stopped.getAsBoolean()) {
                    throw new BackupRefused(command.get(0) + " was stopped.");
                }
            }
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackupRefused(command.get(0) + " was stopped.", interrupted);
        } finally {
            end(process);
        }
        if (process.exitValue() != 0) {
            throw new BackupRefused("%s ended with exit code %d: %s"
                    .formatted(command.get(0), process.exitValue(), String.join(" / ", last)));
        }
    }

    private Process start(List<String> command) {
        List<String> full = new ArrayList<>(command);
        folder.ifPresent(place -> full.set(0, place.resolve(command.get(0)).toString()));
        ProcessBuilder builder = new ProcessBuilder(full).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(server);
        builder.environment().put("LC_ALL", "C");
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new BackupRefused(
                    "%s cannot be started (%s). Install PostgreSQL's client programs, or name their folder: programs: /usr/lib/postgresql/15/bin."
                            .formatted(command.get(0), missing.getMessage()),
                    missing);
        }
    }

    private static void read(Process process, Consumer<String> line, Deque<String> last) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String next = lines.readLine(); next != null; next = lines.readLine()) {
                if (last.size() == LAST_LINES) {
                    last.removeFirst();
                }
                last.add(next);
                line.accept(next);
            }
        } catch (IOException closed) {
            last.add(String.valueOf(closed.getMessage()));
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Without the environment: the password is in it. */
    @Override
    public String toString() {
        return "client programs" + folder.map(place -> " in " + place).orElse("");
    }
}
