package dev.tminus.app.embedded;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Who uses the server: one file per visit, named after the process, so that a process that was killed stops counting.
 *
 * <p>The watcher announces a stop in the file {@code stopping} <em>before</em> it looks for users a last time, and a
 * user registers <em>before</em> it looks for that file. So at least one of the two sees the other, and no command is
 * handed a server that is on its way down.
 */
record Users(Path home, Duration linger) {
    private static final AtomicLong VISITS = new AtomicLong();
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Registers a visit of this process. */
    Path enter() {
        try {
            Path users = Files.createDirectories(home.resolve("users"));
            return Files.createFile(users.resolve(ProcessHandle.current().pid() + "." + VISITS.incrementAndGet()));
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "cannot write in %s: make the folder writable, or name a journal of your own with --journal URL"
                            .formatted(home),
                    e);
        }
    }

    void leave(Path registration) {
        try {
            Files.deleteIfExists(registration);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + registration, e);
        }
    }

    int count() {
        try (Stream<Path> registrations = Files.list(home.resolve("users"))) {
            return (int) registrations
                    .map(path -> path.getFileName().toString().replaceFirst("\\..*", ""))
                    .distinct()
                    .filter(pid -> isAlive(Long.parseLong(pid)))
                    .count();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the users of " + home, e);
        }
    }

    boolean isWatched() {
        return isProcess("watcher");
    }

    boolean isBeingStopped() {
        return isProcess("stopping");
    }

    private boolean isProcess(String file) {
        OptionalLong pid = pidIn(home.resolve(file));
        return pid.isPresent() && isAlive(pid.getAsLong());
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static OptionalLong pidIn(Path file) {
        try {
            String text = Files.readString(file).trim();
            return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Returns once no watcher is stopping the server; a watcher that died on the way does not count. */
    void awaitEndOfStop(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (isBeingStopped()) {
            if (System.nanoTime() > end) {
                throw new EmbeddedServerException("the server in %s is still stopping after %d s: see %s"
                        .formatted(home, limit.toSeconds(), home.resolve("server.log")));
            }
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while waiting for the embedded server", e);
        }
    }

    /** Starts the detached watcher of one server process; it ends with that process. */
    void watch(long postmaster) {
        try {
            Path script = home.resolve("watcher.sh");
            Path fresh = Files.createTempFile(home, "watcher", ".sh");
            try (var packed = Users.class.getResourceAsStream("watcher.sh")) {
                Files.copy(requireNonNull(packed, "watcher.sh"), fresh, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
            List<String> command = new ArrayList<>();
            if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
                command.add("/usr/bin/setsid"); // own session: a Ctrl-C or a closed terminal does not reach it
            }
            long seconds = Math.max(1, linger.toSeconds());
            command.addAll(List.of("/bin/sh", script.toString(), Long.toString(postmaster), Long.toString(seconds)));
            Process watcher = new Tool(command, home, home.resolve("control.log")).start();
            Files.writeString(home.resolve("watcher"), Long.toString(watcher.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the watcher in " + home, e);
        }
    }
}
