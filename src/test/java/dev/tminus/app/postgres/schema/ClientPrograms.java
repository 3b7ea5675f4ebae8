package dev.tminus.app.postgres.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code pg_dump} and {@code pg_restore} where the machine has them; the embedded servers come without. */
record ClientPrograms(Path folder, int version) {

    static Optional<ClientPrograms> find() throws IOException, InterruptedException {
        List<Path> folders = new ArrayList<>(
                Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of).toList());
        for (int version = 14; version <= 18; version++) {
            folders.add(Path.of("/usr/lib/postgresql/%d/bin".formatted(version)));
        }
        for (Path folder : folders) {
            if (Files.isExecutable(folder.resolve("pg_dump"))) {
                String said = run(List.of(folder.resolve("pg_dump").toString(), "--version"));
                return Optional.of(
                        new ClientPrograms(folder, Integer.parseInt(said.replaceFirst("(?s)[^0-9]*(\\d+).*", "$1"))));
            }
        }
        return Optional.empty();
    }

    void dump(String url, Path file) throws IOException, InterruptedException {
        run(List.of(program("pg_dump"), "--format=custom", "--file=" + file, "--dbname=" + url));
    }

    void restore(Path file, String url) throws IOException, InterruptedException {
        run(List.of(program("pg_restore"), "--exit-on-error", "--dbname=" + url, file.toString()));
    }

    private String program(String name) {
        return folder.resolve(name).toString();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command.get(0) + ": " + said);
            }
            return said;
        }
    }
}
