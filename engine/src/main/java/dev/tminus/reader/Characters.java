package dev.tminus.reader;

import java.io.StringReader;
import java.util.Arrays;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The whole text as code points, for the YAML scanner.
 *
 * <p>The scanner's own window is copied each time a token outgrows it, which makes one long token cost the square of
 * its length; here looking ahead costs nothing. Only LF and CR LF end a line, as in every editor.
 */
final class Characters extends StreamReader {
    private static final int[] NO_SNIPPET = {};

    private final String name;
    private final int[] codePoints;
    private int index;
    private int documentStart;
    private int line;
    private int column;

    Characters(Source source) {
        super(new StringReader(""));
        this.name = source.file();
        this.codePoints = source.text().codePoints().toArray();
    }

    @Override
    public Mark getMark() {
        return new Mark(name, index, line, column, NO_SNIPPET, 0);
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int length) {
        int end = Math.min(index + length, codePoints.length);
        while (index < end) {
            int passed = codePoints[index++];
            if (passed == '\n') {
                line++;
                column = 0;
            } else {
                column++;
            }
        }
    }

    @Override
    public int peek() {
        return peek(0);
    }

    @Override
    public int peek(int ahead) {
        return index + ahead < codePoints.length ? codePoints[index + ahead] : '\0';
    }

    @Override
    public String prefix(int length) {
        int end = Math.min(index + length, codePoints.length);
        return new String(codePoints, index, end - index);
    }

    @Override
    public String prefixForward(int length) {
        String prefix = prefix(length);
        index += length;
        column += length;
        return prefix;
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getDocumentIndex() {
        return index - documentStart;
    }

    @Override
    public void resetDocumentIndex() {
        documentStart = index;
    }

    @Override
    public int getIndex() {
        return index;
    }

    @Override
    public int getLine() {
        return line;
    }

    @Override
    public String toString() {
        return name + " at " + Arrays.toString(new int[] {line + 1, column + 1});
    }
}
