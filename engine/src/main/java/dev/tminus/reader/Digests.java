package dev.tminus.reader;

import dev.tminus.book.Runbook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** SHA-256 of texts and files, in lower-case hex. */
final class Digests {
    private static final int BUFFER = 64 * 1024;

    private Digests() {}

    static String sha256(String text) {
        return hex(algorithm().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The digest of a file's bytes, whatever its size; empty where it cannot be read. */
    static Optional<String> ofFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = algorithm();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return Optional.of(hex(digest.digest()));
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

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
