package dev.tminus.app.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One supervising shell: runs one step at a time, and many after each other, because starting a shell costs more than
 * most steps. It is in a session of its own and outlives this process. Used by one step at a time.
 */
final class Slot {

    private final Path folder;
    private final Process process;
    private final StepFolder.Asked shell;
    private final OutputStream commands;
    private final FileChannel out;
    private final FileChannel err;
    private final FileChannel alive;
    private volatile CompletableFuture<ProcessTable.Id> started = new CompletableFuture<>();
    private volatile CompletableFuture<Integer> ended = new CompletableFuture<>();

    private Slot(Path folder, Process process, BufferedReader events) throws IOException {
        this.folder = folder;
        this.process = process;
        shell = new StepFolder.Asked(
                ProcessTable.bootId(),
                ProcessTable.find(process.pid()).orElseThrow().id());
        commands = process.getOutputStream();
        // The shell holds the other end of each until it reads the next line, so none of these waits.
        out = FileChannel.open(folder.resolve("out"), StandardOpenOption.READ);
        err = FileChannel.open(folder.resolve("err"), StandardOpenOption.READ);
        alive = FileChannel.open(folder.resolve("alive"), StandardOpenOption.WRITE);
        send(List.of("opened"));
        Thread listener = new Thread(() -> listen(events), "shell-slot-" + process.pid());
        listener.setDaemon(true);
        listener.start();
    }

    static Slot open(Path folder, ProcessBuilder shell) throws IOException {
        // Links under /proc name the true path, so ours has to be that one too.
        Path pipes = folder.toRealPath();
        Process process = shell.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader events = process.inputReader(StandardCharsets.UTF_8);
        String first = events.readLine();
        if (!"ready".equals(first)) {
            throw new CannotRunException("the supervising shell did not start in %s (it said %s); does the disk allow "
                            .formatted(folder, first)
                    + "named pipes there, and are sh, mkfifo and setsid installed?");
        }
        return new Slot(pipes, process, events);
    }

    /** Lets the shell run a program; it answers through {@link #started()} and {@link #ended()}. */
    void run(StepFolder step, String marker, Path input, String program) throws IOException {
        started = new CompletableFuture<>();
        ended = new CompletableFuture<>();
        step.noteAsked(shell);
        send(List.of(step.path().toString(), marker, input.toString(), program));
        if (!process.isAlive()) {
            gone();
        }
    }

    /** The leader of the step, once its files and pipes are open; the program itself follows at once. */
    CompletableFuture<ProcessTable.Id> started() {
        return started;
    }

    CompletableFuture<Integer> ended() {
        return ended;
    }

    /** By what the processes of a step with that marker can be recognised. */
    Family.Traces traces(String marker) {
        Set<Path> pipes = Set.of(folder.resolve("out"), folder.resolve("err"));
        return new Family.Traces("TMINUS_STEP=" + marker, pipes, process.pid());
    }

    /** Where the input of a step lies until it is read; the shell removes it too, should this process die before. */
    Path input() {
        return folder.resolve("stdin");
    }

    FileChannel out() {
        return out;
    }

    FileChannel err() {
        return err;
    }

    /**
     * Lets the shell end. A process left behind that still writes to the pipes is not stopped by that: the shell reads
     * on, and keeps nothing of it.
     */
    void retire() {
        try {
            Files.writeString(folder.resolve("step"), "\n");
        } catch (IOException e) {
            // Then its words are kept in the folder of the step, which harms nobody.
            gone();
        }
        for (AutoCloseable end : List.of(commands, alive, out, err)) {
            try {
                end.close();
            } catch (Exception alreadyBroken) {
                gone();
            }
        }
    }

    /** Waits a moment for the shell to remove its folder. */
    void awaitEnd() {
        process.onExit().completeOnTimeout(process, 2, TimeUnit.SECONDS).join();
    }

    private void send(List<String> lines) throws IOException {
        commands.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
    }

    private void listen(BufferedReader events) {
        try (events) {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("started")) {
                    started.complete(new ProcessTable.Id(Long.parseLong(words[1]), Long.parseLong(words[2])));
                } else {
                    started.completeExceptionally(new IOException("the shell could not open the step's files"));
                    ended.complete(Integer.valueOf(words[1]));
                }
            }
        } catch (IOException closed) {
            gone();
        }
        gone();
    }

    private void gone() {
        IOException reason = new IOException("the supervising shell is gone");
        started.completeExceptionally(reason);
        ended.completeExceptionally(reason);
    }
}
