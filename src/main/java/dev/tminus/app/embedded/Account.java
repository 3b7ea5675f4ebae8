package dev.tminus.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The account the server's programs run under. PostgreSQL refuses uid 0, so root uses a user namespace where the kernel
 * offers one and the account {@code nobody} otherwise.
 */
enum Account {
    OWN(""),
    NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=nobody --regid=nogroup --clear-groups");

    private static final Path FOR_NOBODY = Path.of("/var/lib/tminus");
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    private final String prefix;

    Account(String prefix) {
        this.prefix = prefix;
    }

    /** The words to put before a command. */
    List<String> prefix() {
        return prefix.isEmpty() ? List.of() : List.of(prefix.split(" "));
    }

    static Account current() {
        return Current.VALUE;
    }

    /** Found out once per process: the probe costs a few milliseconds. */
    private static final class Current {
        static final Account VALUE = find();

        private static Account find() {
            if (!"root".equals(System.getProperty("user.name"))) {
                return OWN;
            }
            return probe(List.of("unshare", "-U", "id", "-un")) ? NAMESPACE : NOBODY;
        }

        private static boolean probe(List<String> command) {
            try {
                return new Tool(command, Path.of("/"), Path.of("/dev/null")).run(PROBE_LIMIT) == 0;
            } catch (UncheckedIOException e) {
                return false; // no such program on this machine, so it is no way to run the server
            }
        }
    }

    /** The folder itself, or for {@code nobody} a stand-in outside root's home that is always the same one. */
    Path reachable(Path folder) {
        Path wanted = folder.toAbsolutePath().normalize();
        if (this != NOBODY || openToOthers(wanted)) {
            return wanted;
        }
        String name = UUID.nameUUIDFromBytes(wanted.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return FOR_NOBODY.resolve(name);
    }

    private static boolean openToOthers(Path folder) {
        for (Path part = folder; part != null; part = part.getParent()) {
            try {
                if (Files.exists(part)
                        && !Files.getPosixFilePermissions(part).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            } catch (IOException e) {
                return false; // what root cannot look at, nobody cannot reach
            }
        }
        return true;
    }

    /** Gives a file or folder to the account when it is not the one that made it. */
    void own(Path path) {
        if (this != NOBODY) {
            return;
        }
        try {
            UserPrincipal nobody =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            Files.setOwner(path, nobody);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give " + path + " to the account nobody", e);
        }
    }
}
