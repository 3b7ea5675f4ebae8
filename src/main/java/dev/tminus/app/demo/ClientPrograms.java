package dev.tminus.app.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own programs for backups, where this machine has those of the server's version: an older pg_dump refuses
 * the server, and a newer one writes settings that the server does not know.
 *
 * @param folder where they are
 * @param version as pg_dump tells it
 */
record ClientPrograms(Path folder, String version) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final long PATIENCE_SECONDS = 10;

    /** Those on PATH first, then those where packages put them. */
    static Optional<ClientPrograms> of(int serverMajor, Map<String, String> variables) {
        Stream<Path> onPath = Stream.of(variables.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        Stream<Path> packaged = Stream.of("/usr/lib/postgresql/%d/bin", "/usr/pgsql-%d/bin")
                .map(place -> Path.of(place.formatted(serverMajor)));
        return Stream.concat(onPath, packaged)
                .flatMap(folder -> in(folder, serverMajor).stream())
                .findFirst();
    }

    private static Optional<ClientPrograms> in(Path folder, int serverMajor) {
        Path dump = folder.resolve("pg_dump");
        if (!Files.isExecutable(dump) || !Files.isExecutable(folder.resolve("pg_restore"))) {
            return Optional.empty();
        }
        Matcher said = VERSION.matcher(version(dump));
        return said.find() && said.group(2).equals(String.valueOf(serverMajor))
                ? Optional.of(new ClientPrograms(folder, said.group(1)))
                : Optional.empty();
    }

    /** What it says of itself; nothing where it cannot be started. */
    private static String version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8);
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? said : "";
        } catch (IOException cannotStart) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** PATH with these in front. */
    String path(Map<String, String> variables) {
        return folder + File.pathSeparator + variables.getOrDefault("PATH", "/usr/bin:/bin");
    }
}
