package dev.tminus.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies beside a runbook, by paths relative to it. */
interface Beside {

    /** The SHA-256 of a file's bytes; empty where it cannot be read. */
    Optional<String> digest(String path);

    /** The SQL files in a folder, at any depth, in order; none where there is no such folder. */
    default List<String> sqlFiles(String folder) {
        return List.of();
    }

    static Beside in(Path place) {
        return new Beside() {
            @Override
            public Optional<String> digest(String path) {
                return Digests.ofFile(place.resolve(path));
            }

            @Override
            public List<String> sqlFiles(String folder) {
                try (Stream<Path> files = Files.walk(place.resolve(folder))) {
                    return files.filter(file -> file.toString().endsWith(".sql") && Files.isRegularFile(file))
                            .map(file -> folder.replaceFirst("/+$", "") + "/"
                                    + place.resolve(folder).relativize(file))
                            .sorted()
                            .toList();
                } catch (IOException | UncheckedIOException | InvalidPathException missing) {
                    // Nobody has written a migration yet; the step says so when it is probed.
                    return List.of();
                }
            }
        };
    }
}
