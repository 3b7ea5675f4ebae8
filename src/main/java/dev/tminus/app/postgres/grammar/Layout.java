package dev.tminus.app.postgres.grammar;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the lines of a text begin, and which of its characters a byte that the parser counted belongs to.
 *
 * <p>The parser gets a blank in the place of a byte order mark, which is no SQL.
 */
final class Layout {

    private static final char MARK = '\uFEFF';
    private static final int MORE_BYTES_OF_A_MARK = 2;

    private final String text;
    private final int[] lines;

    /** The byte at which each character begins; empty where every character is one byte. */
    private final int[] bytes;

    Layout(String text) {
        this.text = text;
        this.lines = lines(text);
        boolean plain = text.chars().allMatch(c -> c < 0x80);
        this.bytes = plain ? new int[0] : bytes(asked());
    }

    /** The text as the parser gets it. */
    String asked() {
        return marked() ? " " + text.substring(1) : text;
    }

    private boolean marked() {
        return !text.isEmpty() && text.charAt(0) == MARK;
    }

    /** The character at a byte that the parser counted. */
    int character(int position) {
        if (bytes.length == 0) {
            return Math.min(position, text.length());
        }
        int found = Arrays.binarySearch(bytes, position);
        return found >= 0 ? found : -found - 2;
    }

    /** The character of a code point counted from 1, as the server's messages count. */
    int ofCodePoint(int number) {
        int points = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.max(0, Math.min(number - 1, points)));
    }

    Place place(int offset) {
        int found = Arrays.binarySearch(lines, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Place(offset, line + 1, text.codePointCount(lines[line], offset) + 1);
    }

    /** The byte, of the UTF-8 form of the whole text, at which a character begins. */
    int byteOf(int offset) {
        if (bytes.length == 0) {
            return offset;
        }
        return bytes[offset] + (marked() && offset > 0 ? MORE_BYTES_OF_A_MARK : 0);
    }

    private static int[] lines(String text) {
        int[] after = IntStream.range(0, text.length())
                .filter(at -> text.charAt(at) == '\n')
                .map(at -> at + 1)
                .toArray();
        int[] lines = new int[after.length + 1];
        System.arraycopy(after, 0, lines, 1, after.length);
        return lines;
    }

    /** The second half of a surrogate pair shares the place of the first, so it is never found. */
    private static int[] bytes(String text) {
        int[] bytes = new int[text.length() + 1];
        int total = 0;
        for (int at = 0; at < text.length(); at++) {
            bytes[at] = total;
            char c = text.charAt(at);
            if (Character.isHighSurrogate(c) && at + 1 < text.length()) {
                at++;
                bytes[at] = total + 2;
                total += 4;
            } else if (c < 0x80) {
                total++;
            } else {
                total += c < 0x800 ? 2 : 3;
            }
        }
        bytes[text.length()] = total;
        return bytes;
    }
}
