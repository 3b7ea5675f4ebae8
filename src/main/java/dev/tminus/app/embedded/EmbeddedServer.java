package dev.tminus.app.embedded;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One durable PostgreSQL in a folder of the user, started on demand and shared by every command of that user.
 *
 * <p>A command {@link #join() joins} and, when it leaves, leaves the server running: a small detached watcher stops it
 * once nobody has used it for the linger time, so that the next command is quick and nothing runs for ever. The server
 * listens on the loopback address only, keeps its data between commands and has fsync and page checksums on.
 *
 * <p>Safe for use by many threads and many processes at once: only starters wait for each other.
 */
public final class EmbeddedServer {
    /** Long enough to spare a release manager's next command the start, short enough to free a laptop's memory. */
    public static final Duration DEFAULT_LINGER = Duration.ofMinutes(5);

    private static final Object STARTERS_OF_THIS_PROCESS = new Object();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final Users users;
    private final Path home;

    private EmbeddedServer(Path home, Path binaries, Duration linger) {
        this.home = home;
        this.cluster = new Cluster(home, new Binaries(binaries));
        this.users = new Users(home, linger);
    }

    /** The server whose data lies in {@code home}; its programs are unpacked once into {@code binaries}. */
    public static EmbeddedServer in(Path home, Path binaries, Duration linger) {
        requireNonNull(linger, "linger");
        Account account = Account.current();
        return new EmbeddedServer(account.reachable(home), account.reachable(binaries), linger);
    }

    /** The user's own journal server, in the folders the XDG base directory rules name. */
    public static EmbeddedServer ofUser(Map<String, String> environment) {
        return in(
                folder(environment, "XDG_DATA_HOME", ".local/share").resolve("journal"),
                binaries(environment),
                DEFAULT_LINGER);
    }

    /** Where the server's programs are unpacked by default: they can be deleted and come back. */
    public static Path binaries(Map<String, String> environment) {
        return folder(environment, "XDG_CACHE_HOME", ".cache");
    }

    private static Path folder(Map<String, String> environment, String variable, String underHome) {
        String named = environment.getOrDefault(variable, "");
        Path base = named.startsWith("/")
                ? Path.of(named)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                        .resolve(underHome);
        return base.resolve("tminus");
    }

    /** The folder that holds the data, the password and the logs. */
    public Path home() {
        return home;
    }

    /** Makes sure the server runs and keeps it running until the returned visit is closed or this process dies. */
    public Visit join() {
        Path registration = users.enter();
        try {
            return new Visit(cluster.address(started()), users, registration);
        } catch (RuntimeException e) {
            users.leave(registration);
            throw e;
        }
    }

    /** The port of the running server; empty when it does not run. Starts nothing. */
    public OptionalInt runningPort() {
        return cluster.livePort();
    }

    /** Processes that use the server now, this one included if it joined. */
    public int userCount() {
        return users.count();
    }

    /** Stops the server at once, whoever uses it; data stays. Returns whether there was one to stop. */
    public boolean stop() {
        return alone(() -> {
            users.awaitEndOfStop(STOP_LIMIT);
            return cluster.livePort().isPresent() && cluster.stop();
        });
    }

    private int started() {
        boolean settled = users.isWatched() && !users.isBeingStopped();
        OptionalInt port = settled ? cluster.livePort() : OptionalInt.empty();
        return port.orElseGet(() -> alone(this::start));
    }

    private int start() {
        users.awaitEndOfStop(STOP_LIMIT);
        OptionalInt live = cluster.livePort();
        int port = live.orElseGet(cluster::start);
        if (live.isEmpty() || !users.isWatched()) {
            users.watch(cluster.postmaster());
        }
        return port;
    }

    /** Runs with the folder's start lock held: file locks keep processes apart, the monitor threads of this one. */
    private <T> T alone(Supplier<T> action) {
        synchronized (STARTERS_OF_THIS_PROCESS) {
            try {
                Files.createDirectories(home);
                try (FileChannel channel = FileChannel.open(
                                home.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    return lock.isValid() ? action.get() : alone(action);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot lock " + home.resolve("start.lock"), e);
            }
        }
    }

    /** One command's use of the server: while it is open the watcher leaves the server alone. */
    public static final class Visit implements AutoCloseable {
        private final ServerAddress address;
        private final Users users;
        private final Path registration;

        private Visit(ServerAddress address, Users users, Path registration) {
            this.address = address;
            this.users = users;
            this.registration = registration;
        }

        public ServerAddress address() {
            return address;
        }

        @Override
        public void close() {
            users.leave(registration);
        }
    }
}
