package dev.tminus.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Steps, with what kept their database from being looked at; empty text where nothing did. */
    Map<String, String> read() {
        Map<String, String> all = new LinkedHashMap<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(PREFIX)) {
                    String step = URLDecoder.decode(name.substring(PREFIX.length()), StandardCharsets.UTF_8);
                    all.put(step, String.join("\n", Files.readAllLines(file)));
                }
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("%s cannot be read".formatted(folder), unreadable);
        }
    }

    /** What was in the way of looking, this note included; empty text where nothing was. */
    String added(String step, String why) {
        try {
            Files.createDirectories(folder);
            Files.write(file(step), List.of(why));
            return why;
        } catch (IOException unwritable) {
            return "%s cannot be written: %s".formatted(file(step), unwritable.getMessage());
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
