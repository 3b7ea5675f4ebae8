package dev.tminus.notice;

import dev.tminus.book.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * What is remembered of a lane from one message to the next, by whichever process delivers it.
 *
 * @param trying key of a notice that was about to be sent; empty text where none was
 * @param editedAt when the standing was shown last
 * @param look digest of the standing that is shown; empty text where none is
 * @param own what the medium itself wants to know
 */
record LaneMemory(String trying, Instant editedAt, String look, String own) {

    static final LaneMemory NONE = new LaneMemory("", Instant.EPOCH, "", "");

    static LaneMemory read(String text) {
        String[] lines = text.split("\n", 3);
        if (lines.length < 3) {
            return NONE;
        }
        String[] shown = lines[1].split(" ", 2);
        return new LaneMemory(lines[0], Instant.parse(shown[0]), shown.length < 2 ? "" : shown[1], lines[2]);
    }

    String text() {
        return "%s\n%s %s\n%s".formatted(trying, editedAt, look, own);
    }

    LaneMemory about(String key) {
        return new LaneMemory(key, editedAt, look, own);
    }

    LaneMemory editedAt(Instant at) {
        return new LaneMemory(trying, at, look, own);
    }

    LaneMemory showing(Notice standing) {
        return new LaneMemory(trying, editedAt, lookOf(standing), own);
    }

    LaneMemory with(String next) {
        return new LaneMemory("", editedAt, look, next);
    }

    /** Whether anything was sent in this lane that later messages belong to. */
    boolean isBegun() {
        return !own.isEmpty();
    }

    /** Whether people would see nothing new in this standing. */
    boolean shows(Notice standing) {
        return look.equals(lookOf(standing));
    }

    /** That the journal has grown is no other look. */
    private static String lookOf(Notice standing) {
        MessageDigest digest = Sha256.begin();
        digest.update(
                (standing.title() + "\n" + Standing.withoutHead(standing.text())).getBytes(StandardCharsets.UTF_8));
        return Sha256.end(digest);
    }
}
