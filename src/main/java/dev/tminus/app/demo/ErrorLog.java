package dev.tminus.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The application's log of errors, one line each, begun with its time. Safe for threads. */
final class ErrorLog {

    private final Path file;
    private final InstantSource clock;

    private ErrorLog(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The file is there from the start: an empty log says that there was no error, a missing one says nothing. */
    static ErrorLog in(Path file, InstantSource clock) throws IOException {
        Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new ErrorLog(file, clock);
    }

    synchronized void add(String what, Exception error) {
        String text = String.valueOf(error.getMessage()).replaceAll("\\s+", " ");
        String line = "%s ERROR %s: %s%n".formatted(clock.instant().truncatedTo(ChronoUnit.MILLIS), what, text);
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + file, unwritable);
        }
    }
}
