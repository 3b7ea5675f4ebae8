package dev.tminus.app.chaos;

import java.io.IOException;

/** Signals to processes. */
final class Processes {

    private Processes() {}

    static void signal(long pid, String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -%s %d ended with %d".formatted(name, pid, code));
        }
    }
}
