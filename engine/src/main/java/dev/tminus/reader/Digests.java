package dev.tminus.reader;

import dev.tminus.book.Runbook;
import dev.tminus.book.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** SHA-256 of texts and files, in lower-case hex. */
final class Digests {
    private static final int BUFFER = 64 * 1024;

    private Digests() {}

    /** The digest of a file's bytes, whatever its size; empty where it cannot be read. */
    static Optional<String> ofFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.begin();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return Optional.of(Sha256.end(digest));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    /** The runbook with what is only known once it is built. */
    static Runbook with(Runbook draft, Map<String, String> files, String text, String digest) {
        return new Runbook(
                draft.id(),
                draft.name(),
                draft.owner(),
                draft.docs(),
                draft.tags(),
                draft.inputs(),
                draft.vars(),
                draft.roles(),
                draft.secrets(),
                draft.connections(),
                draft.environments(),
                draft.lock(),
                draft.notices(),
                draft.phases(),
                draft.rollbacks(),
                draft.groups(),
                files,
                text,
                digest);
    }
}
