package dev.tminus.journal;

import dev.tminus.book.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Each line names the hash of the line before it, so none can be changed, removed or moved unseen.
 *
 * <p>The hash of a line is the SHA-256 of its UTF-8 bytes and one newline, which is what {@code sha256sum} says of a
 * file that holds the line. Verification hashes the bytes it is given and never writes a line anew.
 */
public final class HashChain {
    /** What the first line names as the hash before it. */
    public static final String START = "0".repeat(64);

    static final int HEX_LENGTH = 64;

    private HashChain() {}

    /** The hash of a line given without its newline. */
    public static String hash(String line) {
        MessageDigest digest = Sha256.begin();
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        return Sha256.end(digest);
    }

    /**
     * Where a chain breaks.
     *
     * @param seq the place of the first line that does not fit
     * @param what what was found there
     */
    public record Break(long seq, String what) {}

    /**
     * The first break in the lines that follow {@code from} and should end at {@code to}; empty when they hold.
     *
     * @param run the run that every line must name
     */
    public static Optional<Break> verify(String run, Head from, Iterator<String> lines, Head to) {
        Head head = from;
        while (lines.hasNext()) {
            String line = lines.next();
            Optional<String> wrong = misfit(run, head, line);
            if (wrong.isPresent()) {
                return Optional.of(new Break(head.seq() + 1, wrong.get()));
            }
            head = new Head(head.seq() + 1, hash(line));
        }
        return head.equals(to)
                ? Optional.empty()
                : Optional.of(new Break(
                        head.seq() + 1, "the lines end at event %s, the head says event %s".formatted(head, to)));
    }

    private static Optional<String> misfit(String run, Head head, String line) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            return Optional.of("the line holds a line break");
        }
        try {
            Map<String, Object> members = JsonLine.parse(line);
            if (!run.equals(members.get("run"))) {
                return Optional.of("the line belongs to run " + members.get("run"));
            }
            if (!Long.valueOf(head.seq() + 1).equals(members.get("seq"))) {
                return Optional.of("the line calls itself event " + members.get("seq"));
            }
            if (!head.hash().equals(members.get("prev"))) {
                return Optional.of("the line does not follow from the line before it");
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
