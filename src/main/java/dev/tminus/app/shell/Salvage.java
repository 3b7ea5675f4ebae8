package dev.tminus.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Puts the output of an execution together again: what the engine that died had kept, then what the shell found in the
 * pipes after it. May be repeated: the parts stay, masked.
 *
 * <p>Missing is only what the engine had read and not yet written when it died, at most one piece of 64 KiB of each
 * stream. Where output and errors are shown together, what came after its death stands one after the other.
 */
final class Salvage {

    private final StepFolder folder;
    private final Output output;

    Salvage(StepFolder folder, Output output) {
        this.folder = folder;
        this.output = output;
    }

    void collect() throws IOException {
        mask(folder.restOfStdout());
        mask(folder.restOfStderr());
        append(setAside(folder.stdout()), output.stdout());
        append(folder.restOfStdout(), output.stdout());
        append(setAside(folder.output()), output.merged());
        append(folder.restOfStdout(), output.merged());
        append(folder.restOfStderr(), output.merged());
        Optional<Transcript> saved = output.saved();
        if (saved.isPresent()) {
            append(setAside(saved.get().file()), saved.get());
            append(folder.restOfStdout(), saved.get());
        }
    }

    /** The shell knows no secrets; its files are masked before anything else is done with them. */
    private void mask(Path rest) throws IOException {
        if (Files.exists(rest)) {
            Path masked = rest.resolveSibling(rest.getFileName() + ".masked");
            try (FileChannel bytes = FileChannel.open(rest, StandardOpenOption.READ);
                    OutputStream target = Files.newOutputStream(masked)) {
                new Pump(bytes, output.masker(), target::write).call();
            }
            Files.move(masked, rest, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path setAside(Path file) throws IOException {
        Path before = file.resolveSibling(file.getFileName() + ".before");
        if (Files.exists(before)) {
            return before;
        }
        // An empty one stands for none, so that a second salvage does not take the first one's work for the engine's.
        return Files.exists(file) ? Files.move(file, before, StandardCopyOption.ATOMIC_MOVE) : Files.createFile(before);
    }

    private static void append(Path part, Transcript whole) throws IOException {
        if (!Files.exists(part)) {
            return;
        }
        byte[] buffer = new byte[64 * 1024];
        try (InputStream bytes = Files.newInputStream(part)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                whole.add(buffer, 0, count);
            }
        }
    }
}
