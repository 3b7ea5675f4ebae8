package dev.tminus.engine;

import dev.tminus.action.OutputSink;
import dev.tminus.journal.Output;
import dev.tminus.journal.Outputs;
import dev.tminus.run.OutputRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps output in the journal's store and shows it on the way. */
final class JournalSink implements OutputSink {

    private final Outputs outputs;
    private final Consumer<String> screen;

    JournalSink(Outputs outputs, Consumer<String> screen) {
        this.outputs = outputs;
        this.screen = screen;
    }

    @Override
    public void show(String text) {
        screen.accept(text);
    }

    @Override
    public Optional<OutputRef> keep(Path masked) {
        try {
            if (Files.size(masked) == 0) {
                return Optional.empty();
            }
            try (InputStream input = Files.newInputStream(masked)) {
                return Optional.of(reference(outputs.store(input), tail(masked)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("output %s cannot be read".formatted(masked), unreadable);
        }
    }

    @Override
    public Optional<OutputRef> keep(String masked) {
        if (masked.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = masked.getBytes(StandardCharsets.UTF_8);
        try {
            return Optional.of(reference(outputs.store(new ByteArrayInputStream(bytes)), text(bytes)));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be read", impossible);
        }
    }

    private static OutputRef reference(Output output, String tail) {
        return new OutputRef(output.sha256(), output.size(), tail);
    }

    private static String tail(Path file) throws IOException {
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            long length = input.length();
            byte[] bytes = new byte[(int) Math.min(length, OutputRef.TAIL_BYTES)];
            input.seek(length - bytes.length);
            input.readFully(bytes);
            return text(bytes);
        }
    }

    /** The last part as text without its final line end; a character cut in two at the front is dropped. */
    private static String text(byte[] bytes) {
        int from = Math.max(0, bytes.length - OutputRef.TAIL_BYTES);
        while (from > 0 && from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
            from++;
        }
        String text = new String(Arrays.copyOfRange(bytes, from, bytes.length), StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
