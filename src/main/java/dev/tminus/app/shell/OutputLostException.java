package dev.tminus.app.shell;

import java.io.IOException;

/** The program ended and its exit code is known, but what it printed could not be kept. */
final class OutputLostException extends IOException {
    private static final long serialVersionUID = 1L;

    OutputLostException(int exitCode, IOException cause) {
        super(
                "the program ended with exit code %d, but %s; free some disk space before going on"
                        .formatted(exitCode, cause.getMessage()),
                cause);
    }
}
