package dev.tminus.app;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output that remembers why something could not be written, which {@link java.io.PrintStream} does not: a
 * program must not end well when a full disk kept half of its results.
 */
final class Results extends FilterOutputStream {

    private Optional<String> trouble = Optional.empty();

    Results(OutputStream out) {
        super(out);
    }

    /** Why not all arrived; empty where it did, and where the reader of a pipe had enough. */
    Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException failed) {
            String reason = String.valueOf(failed.getMessage());
            if (!reason.contains("Broken pipe")) {
                trouble = Optional.of(reason);
            }
            throw failed;
        }
    }
}
