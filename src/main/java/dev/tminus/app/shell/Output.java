package dev.tminus.app.shell;

import dev.tminus.action.Masker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the output of one execution goes: shown as it comes, and kept, each within its bounds; masked before either. */
final class Output implements AutoCloseable {

    /** Of each piece at most so much is shown; a screen holds less. */
    private static final int SHOWN = 8 * 1024;

    private final Masker masker;
    private final Consumer<String> screen;
    private final Transcript stdout;
    private final Transcript merged;
    private final Optional<Transcript> saved;

    /**
     * @param folder of the execution
     * @param save a further file for all of standard output, whatever its size
     */
    Output(StepFolder folder, Masker masker, Consumer<String> screen, Optional<Path> save) {
        this.masker = masker;
        this.screen = screen;
        stdout = new Transcript(folder.stdout(), Supervisor.OUTPUT_CAP, Transcript.Digest.NONE);
        merged = new Transcript(folder.output(), Supervisor.OUTPUT_CAP, Transcript.Digest.TAKEN);
        saved = save.map(file -> new Transcript(file, Long.MAX_VALUE, Transcript.Digest.TAKEN));
    }

    Masker masker() {
        return masker;
    }

    /** What standard output goes to. */
    Pump.Output out() {
        Shown shown = new Shown();
        return (bytes, from, count) -> {
            stdout.add(bytes, from, count);
            if (saved.isPresent()) {
                saved.get().add(bytes, from, count);
            }
            merged.add(bytes, from, count);
            shown.add(bytes, from, count);
        };
    }

    /** What standard error goes to. */
    Pump.Output err() {
        Shown shown = new Shown();
        return (bytes, from, count) -> {
            merged.add(bytes, from, count);
            shown.add(bytes, from, count);
        };
    }

    Transcript stdout() {
        return stdout;
    }

    Transcript merged() {
        return merged;
    }

    Optional<Transcript> saved() {
        return saved;
    }

    @Override
    public void close() throws IOException {
        for (Transcript transcript : List.of(stdout, merged)) {
            transcript.close();
        }
        if (saved.isPresent()) {
            saved.get().close();
        }
    }

    /** Turns pieces of one stream into text without breaking a character that two pieces share. */
    private final class Shown {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final ByteBuffer waiting = ByteBuffer.allocate(SHOWN + 8);
        private final CharBuffer text = CharBuffer.allocate(SHOWN + 8);

        private void add(byte[] bytes, int from, int count) {
            int part = Math.min(count, SHOWN);
            waiting.put(bytes, from + count - part, part).flip();
            decoder.decode(waiting, text, false);
            waiting.compact();
            screen.accept(text.flip().toString());
            text.clear();
        }
    }
}
