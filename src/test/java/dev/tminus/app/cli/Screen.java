package dev.tminus.app.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What stands on a terminal, and whether something is asked there. */
final class Screen extends ByteArrayOutputStream {

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        super.write(bytes, from, count);
        notifyAll();
    }

    /** Waits for a question later than that place; gives where it ends. */
    synchronized int question(int later) throws InterruptedException {
        while (size() <= later || !isAsking()) {
            wait();
        }
        return size();
    }

    private boolean isAsking() {
        String text = toString(StandardCharsets.UTF_8);
        return text.endsWith("? ") || text.endsWith(": ");
    }
}
