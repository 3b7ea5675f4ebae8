package dev.tminus.app.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a family of processes: asks all of them (TERM), waits, then kills and looks again until none is left.
 *
 * <p>Works though the calling thread is interrupted, because an interrupt is how a stop begins. Output goes on being
 * read meanwhile: nothing here closes a pipe.
 */
final class Stop {

    /** A killed process is gone at once unless the kernel holds it; waiting longer would not help. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Family family;

    /** A process that could not be ended. */
    record Survivor(long pid, String name) {
        @Override
        public String toString() {
            return "%d (%s)".formatted(pid, name);
        }
    }

    Stop(Family family) {
        this.family = family;
    }

    List<Survivor> end(Duration grace) throws IOException {
        signal("TERM", family.search());
        List<ProcessTable.Id> left = waitFor(grace);
        long deadline = System.nanoTime() + KILL_LIMIT.toNanos();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            signal("KILL", left);
            left = waitFor(Duration.ofMillis(100));
        }
        return left.stream()
                .map(id -> new Survivor(id.pid(), ProcessTable.name(id.pid())))
                .toList();
    }

    /** Those that still live after that time; none as soon as all have ended. */
    private List<ProcessTable.Id> waitFor(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<ProcessTable.Id> left = family.search();
        boolean interrupted = Thread.interrupted();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            interrupted |= Thread.interrupted();
            left = left.stream().anyMatch(ProcessTable::isAlive) ? left : family.search();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return left.isEmpty() ? left : family.search();
    }

    /**
     * Sends a signal once to each: to the leader's group at once for all in it, by pid to those found elsewhere. A process
     * asked twice would tidy up twice. A shell does it because Java can signal neither groups nor, once it has closed the
     * streams, a child it must go on reading from.
     */
    private void signal(String name, List<ProcessTable.Id> targets) throws IOException {
        long group = family.leader().pid();
        List<ProcessTable.Entry> living = targets.stream()
                .flatMap(id ->
                        ProcessTable.find(id.pid()).filter(entry -> entry.id().equals(id)).stream())
                .toList();
        if (living.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" -- \"$@\" 2>/dev/null", name));
        living.stream()
                .map(entry -> entry.group() == group ? -group : entry.id().pid())
                .distinct()
                .forEach(target -> command.add(Long.toString(target)));
        Process kill = new ProcessBuilder(command).start();
        kill.getOutputStream().close();
        kill.onExit().join();
    }
}
