package dev.tminus.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The data folder of one server and what PostgreSQL's own programs do with it. Callers hold the start lock to change it. */
record Cluster(Path home, Binaries binaries) {
    private static final String USER = "tminus";
    private static final int PASSWORD_BYTES = 18;
    private static final Duration TOOL_LIMIT = Duration.ofMinutes(2);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int PROBE_MILLIS = 5_000;
    private static final byte[] TLS_REQUEST = {0, 0, 0, 8, 0x04, (byte) 0xd2, 0x16, 0x2f};
    private static final long LOG_LIMIT = 10L << 20;

    /** Lines of postmaster.pid, counted from zero: process id, port, and the state word. */
    private static final int PID_LINE = 0;

    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    private Path data() {
        return home.resolve("data");
    }

    ServerAddress address(int port) {
        try {
            return new ServerAddress(
                    port, USER, Files.readString(home.resolve("password")).trim());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + home.resolve("password"), e);
        }
    }

    /** The port of a server that is up and answers; a dead server may linger as a zombie, so its port is asked too. */
    OptionalInt livePort() {
        List<String> lines = pidFile();
        if (lines.size() <= STATE_LINE || !lines.get(STATE_LINE).trim().equals("ready") || !isPostgres(pid(lines))) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(lines.get(PORT_LINE).trim());
        return answers(port) ? OptionalInt.of(port) : OptionalInt.empty();
    }

    /** Asks whether TLS is spoken: any answer comes from a living server, while an open port may be a dying one's. */
    private static boolean answers(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            probe.setSoTimeout(PROBE_MILLIS);
            probe.getOutputStream().write(TLS_REQUEST);
            return probe.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process id of the server that runs. */
    long postmaster() {
        List<String> lines = pidFile();
        if (lines.isEmpty()) {
            throw failed("the server ended right after its start");
        }
        return pid(lines);
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data().resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + data().resolve("postmaster.pid"), e);
        }
    }

    private static long pid(List<String> lines) {
        return Long.parseLong(lines.get(PID_LINE).trim());
    }

    /** After a reboot another program may have the process id of a server that was not shut down. */
    private static boolean isPostgres(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .map(name -> name.endsWith("/postgres"))
                        .orElse(true))
                .isPresent();
    }

    /** Starts the server on a free port, creating its data on first use. Returns the port. */
    int start() {
        try {
            Account.current().own(home);
            if (!Files.exists(data())) {
                create();
            }
            refuseOtherMajor();
            clearStalePid();
            startLogAnew();
            return launch();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + home, e);
        }
    }

    private int launch() throws IOException {
        String options = ("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=60"
                + " -c fsync=on -c synchronous_commit=on -c timezone=UTC -c log_min_messages=warning");
        String log = home.resolve("server.log").toString();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        do { // a server that was just killed may take a moment to go, and a port that was free may be taken by now
            control("-l", log, "-o", options.formatted(freePort()), "-w", "-t", "60", "start");
            OptionalInt live = livePort();
            if (live.isPresent()) {
                return live.getAsInt();
            }
            Users.pause();
        } while (System.nanoTime() < end);
        throw failed("PostgreSQL does not start");
    }

    boolean stop() {
        return control("-m", "fast", "-w", "-t", "60", "stop") == 0;
    }

    private int control(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-D", data().toString()));
        all.addAll(List.of(arguments));
        return run("pg_ctl", all, home.resolve("control.log"));
    }

    private int run(String program, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>(Account.current().prefix());
        command.add(binaries.folder().resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return new Tool(command, home, log).run(TOOL_LIMIT);
    }

    /** Made beside its place and renamed, so that a creation that was cut short is never taken for data. */
    private void create() throws IOException {
        Path fresh = home.resolve("data.new");
        deleteTree(fresh);
        Path password = newPassword();
        List<String> arguments = List.of(
                "-D",
                fresh.toString(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--data-checksums");
        if (run("initdb", arguments, home.resolve("control.log")) != 0) {
            throw failed("initdb failed");
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path newPassword() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Path password = home.resolve("password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, Base64.getUrlEncoder().encodeToString(random) + "\n");
        Account.current().own(password);
        return password;
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void refuseOtherMajor() throws IOException {
        String had = Files.readString(data().resolve("PG_VERSION")).trim();
        Path answer = Files.createTempFile("tminus-postgres", ".version");
        try {
            run("postgres", List.of("--version"), answer);
            String have = Files.readString(answer).replaceFirst("(?s).*?(\\d+).*", "$1");
            if (!have.equals(had)) {
                throw new EmbeddedServerException(
                        ("the data in %s was made by PostgreSQL %s and this Tminus brings PostgreSQL %s:"
                                        + " use the Tminus that made it, or serve the folder with PostgreSQL %s and name it with --journal URL")
                                .formatted(data(), had, have, had));
            }
        } finally {
            Files.delete(answer);
        }
    }

    /**
     * Removes the file of a server from before a reboot whose process id now belongs to another program. In every other
     * case PostgreSQL judges the file itself: it also guards against children that outlived a killed server.
     */
    private void clearStalePid() throws IOException {
        List<String> lines = pidFile();
        boolean alive = !lines.isEmpty()
                && ProcessHandle.of(pid(lines)).filter(ProcessHandle::isAlive).isPresent();
        if (alive && !isPostgres(pid(lines))) {
            Files.deleteIfExists(data().resolve("postmaster.pid"));
        }
    }

    private void startLogAnew() throws IOException {
        Path log = home.resolve("server.log");
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, home.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private EmbeddedServerException failed(String what) {
        return new EmbeddedServerException("%s in %s: see control.log and server.log there".formatted(what, home));
    }
}
