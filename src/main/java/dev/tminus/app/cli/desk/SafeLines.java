package dev.tminus.app.cli.desk;

import dev.tminus.action.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints bytes as lines that cannot steer a terminal, in constant memory. Belongs to one thread. */
public final class SafeLines extends OutputStream {

    private static final int LONGEST = 64 * 1024;

    private final PrintStream to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    public SafeLines(PrintStream to) {
        this.to = to;
    }

    @Override
    public void write(int b) {
        if (b == '\n' || line.size() >= LONGEST) {
            flushLine();
        }
        if (b != '\n') {
            line.write(b);
        }
    }

    private void flushLine() {
        to.println(
                "  | " + SafeText.lines(line.toString(StandardCharsets.UTF_8)).stripTrailing());
        line.reset();
    }

    @Override
    public void close() {
        if (line.size() > 0) {
            flushLine();
        }
    }
}
