package dev.tminus.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts programs so that they, and the record of how they ended, outlive this process. Safe for threads.
 *
 * <p>Each program runs under a {@link Slot}, a small shell in a session of its own. What it prints comes through pipes
 * that the shell keeps open; if this process dies, the shell reads on and writes the exit code into the step's folder,
 * where {@link Aftermath} finds it.
 */
public final class Supervisor implements AutoCloseable {

    /** Masked output kept of one step. */
    static final long OUTPUT_CAP = 64L * 1024 * 1024;

    /** How often new processes are looked for while a step runs; a child must outlive this to be known for certain. */
    private static final Duration LOOK = Duration.ofMillis(40);

    private static final int LOOKS_BEFORE_REST = 25;

    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TZ", "USER", "LOGNAME");

    private static final String ORDINARY_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Path state;
    private final Map<String, String> environment;
    private final Deque<Slot> idle = new ConcurrentLinkedDeque<>();
    private final Set<Family> families = ConcurrentHashMap.newKeySet();
    private final ExecutorService pumps = Executors.newCachedThreadPool(Supervisor::daemon);
    private final Thread watch;
    private volatile boolean watchRests;
    private volatile boolean closed;

    /**
     * @param state a folder for pipes and scripts; made if it is not there, readable by its user only
     * @param environment of this process; programs get the few entries of it that every program expects
     */
    public Supervisor(Path state, Map<String, String> environment) {
        this.state = state.toAbsolutePath();
        this.environment = ordinary(environment);
        watch = new Thread(this::look, "shell-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Starts it; {@link CannotRunException} when nothing was started. */
    Execution start(ShellCommand command, StepFolder folder, Identity identity, Output output)
            throws IOException, InterruptedException {
        obstacle(command).ifPresent(obstacle -> {
            throw new CannotRunException(obstacle);
        });
        Slot idleSlot = idle.pollFirst();
        Slot slot = idleSlot == null ? newSlot() : idleSlot;
        Map<String, String> variables = new LinkedHashMap<>(identity.variables());
        String marker = identity.marker();
        variables.put("TMINUS_STEP", marker);
        variables.putAll(command.environment());
        String program = Program.line(variables, command.folder().toString(), "\"$setsid\" --", command.words());
        Job job = new Job(command, folder, marker, program, output);
        return Execution.begin(this, slot, job);
    }

    /** What keeps the command from starting here; reads only. */
    Optional<String> obstacle(ShellCommand command) {
        return Executables.obstacle(command, command.environment().getOrDefault("PATH", path()));
    }

    /** The path programs are looked for on, unless a step sets its own. */
    String path() {
        return environment.getOrDefault("PATH", ORDINARY_PATH);
    }

    ExecutorService pumps() {
        return pumps;
    }

    void watch(Family family) {
        families.add(family);
        // Not at each start: where short steps follow each other, waking a thread costs as much as a part of the step.
        if (watchRests) {
            LockSupport.unpark(watch);
        }
    }

    void unwatch(Family family) {
        families.remove(family);
    }

    void giveBack(Slot slot) {
        idle.addFirst(slot);
    }

    /** Ends the idle shells. Steps that still run go on, and their end is recorded. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        List<Slot> ending = new ArrayList<>();
        for (Slot slot = idle.pollFirst(); slot != null; slot = idle.pollFirst()) {
            slot.retire();
            ending.add(slot);
        }
        ending.forEach(Slot::awaitEnd);
        pumps.shutdown();
    }

    private Slot newSlot() throws IOException {
        Path setsid = Executables.find("setsid", path() + ":" + ORDINARY_PATH)
                .orElseThrow(() -> new CannotRunException(
                        "setsid: not found on PATH; it comes with util-linux (apt install util-linux)"));
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(state, onlyOwner);
        Path folder = Files.createTempDirectory(state, "slot-", onlyOwner);
        Path script = folder.resolve("slot.sh");
        try (InputStream source = Supervisor.class.getResourceAsStream("slot.sh")) {
            Files.write(script, source.readAllBytes());
        }
        ProcessBuilder shell = new ProcessBuilder(
                setsid.toString(),
                "sh",
                script.toString(),
                folder.toString(),
                setsid.toString(),
                ProcessTable.bootId(),
                Long.toString(OUTPUT_CAP));
        shell.environment().clear();
        shell.environment().putAll(environment);
        return Slot.open(folder, shell);
    }

    private void look() {
        int idleLooks = 0;
        while (!closed) {
            idleLooks = families.isEmpty() ? idleLooks + 1 : 0;
            if (idleLooks > LOOKS_BEFORE_REST) {
                watchRests = true;
                if (families.isEmpty()) {
                    LockSupport.park(this);
                }
                watchRests = false;
            } else {
                LockSupport.parkNanos(LOOK.toNanos());
                // Most steps are over before the first look, and cost nothing.
                List<Family> grown = families.stream()
                        .filter(family -> family.age().compareTo(LOOK) >= 0)
                        .toList();
                List<Long> pids = grown.isEmpty() ? List.of() : ProcessTable.pids();
                grown.forEach(family -> family.look(pids));
            }
        }
    }

    private static Map<String, String> ordinary(Map<String, String> environment) {
        Map<String, String> ordinary = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (INHERITED.contains(name) || name.startsWith("LC_")) {
                ordinary.put(name, value);
            }
        });
        ordinary.putIfAbsent("PATH", ORDINARY_PATH);
        return ordinary;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "shell-output");
        thread.setDaemon(true);
        return thread;
    }
}
