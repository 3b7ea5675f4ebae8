package dev.tminus.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The donations runbook with its files, copied out of the program, so that the demo needs no source checkout. */
final class Unpacked {

    private static final String RUNBOOK = "/runbooks/donations";

    private Unpacked() {}

    /** Copies everything into a folder. */
    static void into(Path folder) throws IOException {
        URI home = home();
        if (!home.getScheme().equals("jar")) {
            copy(Path.of(home), folder);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(home, Map.of())) {
            copy(jar.getPath(RUNBOOK), folder);
        }
    }

    private static URI home() {
        URL found = Optional.ofNullable(Unpacked.class.getResource(RUNBOOK))
                .orElseThrow(() -> new IllegalStateException("this program comes without " + RUNBOOK));
        try {
            return found.toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a resource has no address: " + found, impossible);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                makeExecutable(target);
            }
        }
    }

    /** A jar does not keep what may be executed; such files begin by naming their shell. */
    private static void makeExecutable(Path file) throws IOException {
        byte[] start = new byte[2];
        try (var in = Files.newInputStream(file)) {
            if (in.read(start) == 2
                    && start[0] == '#'
                    && start[1] == '!'
                    && !file.toFile().setExecutable(true)) {
                throw new IOException("cannot make executable: " + file);
            }
        }
    }
}
