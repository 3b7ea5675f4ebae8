package dev.tminus.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The launcher in a checkout of its own, with scripts in place of Java and Maven: this java prints its folder and its
 * arguments, this Maven counts how often it is called.
 */
final class Launcher {

    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>builds
            [ ! -e broken ] || { echo "no such symbol"; exit 1; }
            mkdir -p src/target/dist/lib
            : >src/target/dist/lib/tminus-1.jar
            """;

    private static final String JAVA = """
            #!/bin/sh
            pwd
            printf '%s\\n' "$@"
            """;

    private final Path folder;
    private final Path checkout;

    Launcher(Path folder) throws IOException {
        this.folder = folder;
        this.checkout = Files.createDirectories(folder.resolve("a check out"));
        Files.createDirectories(checkout.resolve("src/main"));
        Files.createFile(checkout.resolve(".git"));
        Files.createFile(source());
        script(checkout.resolve("tminus"), Files.readString(Path.of("..", "tminus")));
        script(checkout.resolve("mvnw"), MAVEN);
        java("jdk", "17.0.1");
    }

    /** Makes a folder that looks like a JDK of that version. */
    Path java(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), JAVA);
        return home;
    }

    Path file(String name) {
        return checkout.resolve(name);
    }

    Path source() {
        return checkout.resolve("pom.xml");
    }

    int builds() throws IOException {
        return Files.exists(file("builds")) ? Files.readAllLines(file("builds")).size() : 0;
    }

    Process start(Path command, Map<String, String> environment, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().putAll(Map.of("TMINUS_JAVA", folder.resolve("jdk").toString(), "TMINUS_ARCHIVE", "off"));
        process.environment().putAll(environment);
        return process.start();
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return result(start(file("tminus"), Map.of(), arguments));
    }

    Result runWith(Map<String, String> environment) throws IOException, InterruptedException {
        return result(start(file("tminus"), environment));
    }

    static Result result(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** How a start ended: its exit code and all that it printed. */
    record Result(int exit, String output) {}
}
