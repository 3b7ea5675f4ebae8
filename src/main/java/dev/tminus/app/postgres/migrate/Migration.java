package dev.tminus.app.postgres.migrate;

import dev.tminus.book.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** One migration as it lies in its directory: its name, its SQL and the digest of its bytes. */
public record Migration(String name, String script, String checksum) {

    public Migration {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a migration must not be blank, was '%s'".formatted(name));
        }
        if (!checksum.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "checksum must be sha256 in lower-case hex, was '%s'".formatted(checksum));
        }
    }

    /** The checksum is taken over the bytes as they are, line ends and byte order mark included. */
    static Migration of(String name, byte[] bytes) {
        return new Migration(name, decode(name, bytes), Sha256.of(bytes));
    }

    /** A recorded checksum also matches when only the line ends changed between LF and CRLF since it was taken. */
    boolean matches(String recorded) {
        String unix = script.replace("\r\n", "\n");
        return recorded.equals(checksum)
                || recorded.equals(Sha256.of(unix.getBytes(StandardCharsets.UTF_8)))
                || recorded.equals(Sha256.of(unix.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new MigrationRefused("Migration %s is not valid UTF-8; save the file as UTF-8.".formatted(name));
        }
    }
}
