package dev.tminus.app.cli.desk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where results (standard output), messages (standard error) and questions go. Safe for threads. */
public final class Terminal {

    /** Which of the three streams are a person's terminal; the launcher knows, Java no longer does. */
    public record Attached(boolean in, boolean out, boolean err) {}

    /** What came from the keyboard: a line, or the end of input. */
    public record Line(Optional<String> text) {}

    /** What the keyboard has sent is a line of ours within this time, unless Enter is still to come. */
    private static final Duration ARRIVAL = Duration.ofMillis(50);

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Attached attached;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private volatile boolean noInput;
    private volatile boolean noColour;
    private @Nullable Thread reader;

    public Terminal(InputStream in, PrintStream out, PrintStream err, Attached attached) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.attached = attached;
    }

    public void forbidInput() {
        noInput = true;
    }

    public void forbidColour() {
        noColour = true;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    /** A message to the person, from the part of the program that tells a story. */
    public void tell(String text) {
        say(text);
    }

    /** A message to the person. */
    public void say(String text) {
        err.println(text);
        err.flush();
    }

    /** Whether somebody is there to be asked. */
    public boolean isInteractive() {
        return attached.in() && attached.err() && !noInput;
    }

    public boolean showsProgressInPlace() {
        return attached.err() && !noInput;
    }

    /** Whether results may be coloured: a flag forbids it, then NO_COLOR, then what the stream is. */
    public boolean isColoured(Map<String, String> variables) {
        if (noColour || !variables.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String forced = variables.getOrDefault("CLICOLOR_FORCE", "");
        return (!forced.isEmpty() && !forced.equals("0"))
                || (attached.out() && !"dumb".equals(variables.getOrDefault("TERM", "")));
    }

    /** The line typed in answer to a question; empty at the end of input. */
    public Optional<String> ask(String question) {
        prompt(question);
        try {
            return reading().take().text();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    public void prompt(String question) {
        err.print(question);
        err.flush();
    }

    /** What was typed meanwhile, if anything. */
    public Optional<Line> typed(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(reading().poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Takes away what was typed up to now, and says how many lines that was: nobody can have meant them for a question that
     * is yet to be asked. The end of input stays.
     */
    public int dropTyped() {
        if (!isInteractive()) {
            return 0;
        }
        BlockingQueue<Line> typed = reading();
        int dropped = 0;
        try {
            while (in.available() > 0
                    || (typed.peek() != null && typed.peek().text().isPresent())) {
                Line line = typed.poll(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
                if (line == null || line.text().isEmpty()) {
                    Optional.ofNullable(line).ifPresent(typed::add);
                    return dropped;
                }
                dropped++;
            }
        } catch (IOException gone) {
            return dropped; // the reader meets the same and says so
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return dropped;
    }

    private synchronized BlockingQueue<Line> reading() {
        if (reader == null) {
            Thread thread = new Thread(this::read, "terminal");
            thread.setDaemon(true);
            thread.start();
            reader = thread;
        }
        return lines;
    }

    private void read() {
        BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                lines.add(new Line(Optional.of(line)));
            }
        } catch (IOException gone) {
            err.println("tminus: the terminal cannot be read any more: " + gone.getMessage());
        }
        lines.add(new Line(Optional.empty()));
    }
}
