package dev.tminus.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/** Types a line each time something is asked on a screen; when it has none left it is gone. */
final class Keyboard extends InputStream {

    private final Screen screen;
    private final byte[] typed;
    private int next;
    private int answered;

    Keyboard(Screen screen, String lines) {
        this.screen = screen;
        this.typed = lines.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] line, int from, int most) throws IOException {
        if (next == 0 || typed[next - 1] == '\n') {
            try {
                answered = screen.question(answered);
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
            }
        }
        int count = 0;
        while (count < most && next < typed.length && (count == 0 || typed[next - 1] != '\n')) {
            line[from + count++] = typed[next++];
        }
        return count == 0 ? -1 : count;
    }
}
