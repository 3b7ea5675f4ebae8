package dev.tminus.reader;

import dev.tminus.book.Problem.Place;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The decoded text of one file, and the way from an offset in it to a line and a column.
 *
 * <p>Offsets count Java characters from the start of the text; lines and columns count code points and start at 1.
 */
public final class Source {
    private final String file;
    private final String text;
    private final int[] lineStarts;
    private final int[] surrogates;

    Source(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = lineStarts(text);
        this.surrogates =
                text.chars().anyMatch(c -> Character.isHighSurrogate((char) c)) ? surrogates(text) : new int[0];
    }

    /** The name problems are reported under. */
    public String file() {
        return file;
    }

    String text() {
        return text;
    }

    /** How many lines the text has; a text that ends with a line break has an empty last one. */
    public int lines() {
        return lineStarts.length;
    }

    /** Line {@code number}, counted from 1, without its line break; empty when there is no such line. */
    public String line(int number) {
        if (number < 1 || number > lineStarts.length) {
            return "";
        }
        int start = lineStarts[number - 1];
        int end = number < lineStarts.length ? lineStarts[number] - 1 : text.length();
        return end > start && text.charAt(end - 1) == '\r'
                ? text.substring(start, end - 1)
                : text.substring(start, end);
    }

    /** The place from one offset up to, not including, another; what goes over several lines ends with the first. */
    Place place(int start, int end) {
        int line = lineAt(start);
        int endOfLine = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        return new Place(file, line, columnAt(start), columnAt(Math.max(start, Math.min(end, endOfLine))));
    }

    int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int columnAt(int offset) {
        int lineStart = lineStarts[lineAt(offset) - 1];
        return offset - lineStart - (surrogatesBefore(offset) - surrogatesBefore(lineStart)) + 1;
    }

    /** The offset of the code point with this number, as the YAML scanner counts them. */
    int offsetOf(int codePoint) {
        if (surrogates.length == 0) {
            return codePoint;
        }
        int low = 0;
        int high = surrogates.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (surrogates[middle] - middle < codePoint) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return codePoint + low;
    }

    private int surrogatesBefore(int offset) {
        int found = Arrays.binarySearch(surrogates, offset);
        return found >= 0 ? found : -found - 1;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[64];
        int count = 1;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = end + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    private static int[] surrogates(String text) {
        return IntStream.range(0, text.length())
                .filter(offset -> Character.isHighSurrogate(text.charAt(offset)))
                .toArray();
    }
}
