package dev.tminus.app.shell;

import dev.tminus.action.ActionContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders of one attempt of a step, one for each execution: a poll executes many times in one attempt. The attempt
 * is told by its start too, so that a step's undo never takes the step's own result for its own.
 */
record StepFolders(Path attempt) {

    private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    static StepFolders of(ActionContext context) {
        String step = URLEncoder.encode(context.step(), StandardCharsets.UTF_8);
        String attempt = context.attempt() + "-" + context.startedAt().toEpochMilli();
        return new StepFolders(context.privateFolder()
                .toAbsolutePath()
                .resolve("steps")
                .resolve(step)
                .resolve(attempt));
    }

    /** A fresh folder; the one before the last is removed, because whoever asks again has recorded the last. */
    StepFolder next() throws IOException {
        int number = last().map(folder -> number(folder.path())).orElse(0) + 1;
        Files.createDirectories(attempt, ONLY_OWNER);
        remove(attempt.resolve(Integer.toString(number - 2)));
        return new StepFolder(Files.createDirectory(attempt.resolve(Integer.toString(number)), ONLY_OWNER));
    }

    /** The folder of the last execution. */
    Optional<StepFolder> last() throws IOException {
        int last = 0;
        if (Files.isDirectory(attempt)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(attempt)) {
                for (Path folder : folders) {
                    last = Math.max(last, number(folder));
                }
            }
        }
        return last == 0 ? Optional.empty() : Optional.of(new StepFolder(attempt.resolve(Integer.toString(last))));
    }

    private static int number(Path folder) {
        return Integer.parseInt(folder.getFileName().toString());
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
