package dev.tminus.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as {@code execvp} would, before anything is started. */
final class Executables {

    private Executables() {}

    /** What to tell the operator when the command cannot start; empty when it can. */
    static Optional<String> obstacle(ShellCommand command, String path) {
        if (!Files.isDirectory(command.folder())) {
            return Optional.of("folder %s does not exist; nothing was started".formatted(command.folder()));
        }
        String program = command.words().get(0);
        if (program.contains("/")) {
            Path file = command.resolve(program);
            if (!Files.exists(file)) {
                return Optional.of("%s: no such file (%s); nothing was started".formatted(program, file));
            }
            if (Files.isDirectory(file) || !Files.isExecutable(file)) {
                return Optional.of("%s: not executable (chmod +x %s); nothing was started".formatted(program, file));
            }
            return Optional.empty();
        }
        return find(program, path).isPresent()
                ? Optional.empty()
                : Optional.of("%s: not found on PATH (PATH=%s); nothing was started".formatted(program, path));
    }

    static Optional<Path> find(String program, String path) {
        return Stream.of(path.split(":", -1))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder).resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
