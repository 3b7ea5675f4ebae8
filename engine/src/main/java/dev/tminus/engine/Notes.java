package dev.tminus.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which steps of a run were preceded by a look at their database, kept as small files, so that a process that takes the
 * run over knows them too.
 */
record Notes(Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);
    private static final String PREFIX = "noted-";

    static Notes in(Path privateFolder) {
        return new Notes(privateFolder.resolve("way-back"));
    }

    /**
     * A look before a step.
     *
     * @param at when it began
     * @param why what was in the way of it; empty text where nothing was
     */
    record Note(Instant at, String why) {}

    /** By step. */
    Map<String, Note> read() {
        Map<String, Note> all = new LinkedHashMap<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(PREFIX)) {
                    String step = URLDecoder.decode(name.substring(PREFIX.length()), StandardCharsets.UTF_8);
                    List<String> lines = Files.readAllLines(file);
                    all.put(
                            step,
                            new Note(Instant.parse(lines.get(0)), String.join("\n", lines.subList(1, lines.size()))));
                }
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("%s cannot be read".formatted(folder), unreadable);
        }
    }

    /** The note as it counts: that it cannot be kept is in the way too. */
    Note added(String step, Note note) {
        try {
            Files.createDirectories(folder);
            Files.write(file(step), List.of(note.at().toString(), note.why()));
            return note;
        } catch (IOException unwritable) {
            return new Note(note.at(), "%s cannot be written: %s".formatted(file(step), unwritable.getMessage()));
        }
    }

    /** Where it stays, the step is looked at once more by a process that takes the run over; that is all. */
    void remove(String step) {
        try {
            Files.deleteIfExists(file(step));
        } catch (IOException stays) {
            LOG.debug("{} stays: {}", file(step), stays.getMessage());
        }
    }

    private Path file(String step) {
        return folder.resolve(PREFIX + URLEncoder.encode(step, StandardCharsets.UTF_8));
    }
}
