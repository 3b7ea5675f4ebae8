package dev.tminus.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One program while it runs. Used by one thread. */
final class Execution {

    /** How long a pipe is read after the program ended, when a process it left behind still holds it. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    /** A shell that answers at all answers within milliseconds; a machine under load gets its time. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** 128 and the number of the signal KILL. */
    static final int KILLED = 128 + 9;

    private static final Path NOTHING = Path.of("/dev/null");

    private final Supervisor supervisor;
    private final Slot slot;
    private final Family family;
    private final List<Future<Boolean>> pumps = new ArrayList<>();

    private Execution(Supervisor supervisor, Slot slot, Output output, Family family) {
        this.supervisor = supervisor;
        this.slot = slot;
        this.family = family;
        supervisor.watch(family);
        pumps.add(supervisor.pumps().submit(new Pump(slot.out(), output.masker(), output.out())));
        pumps.add(supervisor.pumps().submit(new Pump(slot.err(), output.masker(), output.err())));
    }

    /** Starts the job in the slot and returns once it runs. */
    static Execution begin(Supervisor supervisor, Slot slot, Job job) throws IOException {
        Path input = job.command().input().isPresent() ? slot.input() : NOTHING;
        if (job.command().input().isPresent()) {
            writePrivately(input, job.command().input().get());
        }
        slot.run(job.folder(), job.marker(), input, job.program());
        try {
            ProcessTable.Id leader = answer(slot.started());
            return new Execution(supervisor, slot, job.output(), new Family(leader, slot.traces(job.marker())));
        } finally {
            if (!input.equals(NOTHING)) {
                Files.deleteIfExists(input);
            }
        }
    }

    /** Waits for its end; false when that has not come by then. */
    boolean endsWithin(Duration limit) throws InterruptedException, IOException {
        try {
            slot.ended().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException runsOn) {
            return false;
        } catch (ExecutionException e) {
            release(false);
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    /** Takes in the last of the output of a program that ended; gives its exit code. What it left behind lives on. */
    int finish() throws IOException {
        int exitCode = slot.ended().join();
        try {
            release(drain());
        } catch (IOException e) {
            slot.retire();
            throw new OutputLostException(exitCode, e);
        }
        return exitCode;
    }

    /** Ends the program and everything it started; gives what could not be ended. */
    List<Stop.Survivor> stop(Duration grace) throws IOException {
        List<Stop.Survivor> survivors = new Stop(family).end(grace);
        release(drain() && shellSaysItEnded(survivors.isEmpty() ? ANSWER : DRAIN));
        return survivors;
    }

    /** The shell hears of the end a moment after the processes are gone; never, if the leader could not be killed. */
    private boolean shellSaysItEnded(Duration patience) {
        try {
            uninterrupted(slot.ended(), patience.toNanos());
            return true;
        } catch (TimeoutException | ExecutionException nothingHeard) {
            return false;
        }
    }

    /** How it ended: 128 + n for signal n, and 137 as long as the kernel does not let a killed program go. */
    int exitCode() {
        return slot.ended().isCompletedExceptionally() ? KILLED : slot.ended().getNow(KILLED);
    }

    private void release(boolean reusable) {
        supervisor.unwatch(family);
        if (reusable) {
            supervisor.giveBack(slot);
        } else {
            slot.retire();
        }
    }

    /** Whether both pipes came to their end; otherwise their readers are called off. */
    private boolean drain() throws IOException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        boolean closed = true;
        for (Future<Boolean> pump : pumps) {
            closed &= result(pump, deadline - System.nanoTime()).orElse(false);
        }
        if (!closed) {
            slot.retire();
            for (Future<Boolean> pump : pumps) {
                result(pump, ANSWER.toNanos());
            }
        }
        return closed;
    }

    private static Optional<Boolean> result(Future<Boolean> pump, long nanos) throws IOException {
        try {
            return Optional.of(uninterrupted(pump, nanos));
        } catch (TimeoutException stillHeld) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the output could not be kept: " + e.getCause().getMessage(), e);
        }
    }

    private static ProcessTable.Id answer(CompletableFuture<ProcessTable.Id> started) throws IOException {
        try {
            return uninterrupted(started, ANSWER.toNanos());
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the supervising shell did not say that it began the step", e);
        }
    }

    /** Waits though interrupted: what was begun must be known before it can be stopped. The interrupt is kept. */
    private static <T> T uninterrupted(Future<T> future, long nanos) throws TimeoutException, ExecutionException {
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void writePrivately(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }
}
