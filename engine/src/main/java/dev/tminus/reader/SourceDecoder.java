package dev.tminus.reader;

import dev.tminus.book.Problem.Place;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns the bytes of a file into text, and refuses what an editor would not show as it is. */
final class SourceDecoder {
    /** A runbook that people can review is far smaller; the limit keeps a hostile one from filling the memory. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    /** After this many it is plain that the file is no text. */
    private static final int MAX_REPORTED = 20;

    private final String file;
    private final Problems problems;

    SourceDecoder(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The text; empty when a problem was reported that leaves nothing to parse. */
    Optional<Source> decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            problems.add(
                    startOfFile(),
                    Code.TM111,
                    "the file has %,d bytes; a runbook has at most %,d (4 MiB)".formatted(bytes.length, MAX_BYTES),
                    "move data out of the runbook into files that its steps read");
            return Optional.empty();
        }
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            problems.add(startOfFile(), Code.TM109, "the file is UTF-16; a runbook is UTF-8", "save it as UTF-8");
            return Optional.empty();
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        return text(bytes, start).map(text -> new Source(file, text)).filter(this::printable);
    }

    private Optional<String> text(byte[] bytes, int start) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length - start);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (!result.isError()) {
            return Optional.of(text);
        }
        int position = in.position();
        problems.add(
                new Source(file, text).place(text.length(), text.length()),
                Code.TM109,
                "byte %d of the file (0x%02X) is not UTF-8".formatted(position + 1, bytes[position] & 0xFF),
                "save the file as UTF-8");
        return Optional.empty();
    }

    private boolean printable(Source source) {
        String text = source.text();
        int reported = 0;
        for (int offset = 0; offset < text.length() && reported < MAX_REPORTED; ) {
            int codePoint = text.codePointAt(offset);
            int next = offset + Character.charCount(codePoint);
            if (refused(codePoint, next < text.length() ? text.charAt(next) : '\0')) {
                reported++;
                problems.add(
                        source.place(offset, next),
                        Code.TM110,
                        "%s stands in the file".formatted(name(codePoint)),
                        "delete it, or write it as \"\\u%04X\" in a double-quoted text".formatted(codePoint));
            }
            offset = next;
        }
        return reported == 0;
    }

    private static boolean refused(int codePoint, char next) {
        if (codePoint < 0x20) {
            return codePoint != '\t' && codePoint != '\n' && !(codePoint == '\r' && next == '\n');
        }
        return codePoint >= 0x7F
                && (codePoint <= 0x9F
                        || codePoint == 0x2028
                        || codePoint == 0x2029
                        || codePoint == 0xFEFF
                        || changesDirection(codePoint)
                        || (codePoint & 0xFFFE) == 0xFFFE);
    }

    /** Characters that make a line read differently from what it says. */
    private static boolean changesDirection(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static String name(int codePoint) {
        String name = Character.getName(codePoint);
        String kind = changesDirection(codePoint) ? "the direction-changing character" : "the control character";
        return "%s U+%04X%s".formatted(kind, codePoint, name == null ? "" : " (" + name + ")");
    }

    private Place startOfFile() {
        return new Place(file, 1, 1, 1);
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int index = 0; index < prefix.length; index++) {
            if (index >= bytes.length || (bytes[index] & 0xFF) != prefix[index]) {
                return false;
            }
        }
        return true;
    }
}
