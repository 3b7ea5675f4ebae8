package dev.tminus.reader;

import dev.tminus.book.Problem.Place;
import dev.tminus.reader.Node.Scalar;

/**
 * Finds where in the file a stretch of a scalar's text was written.
 *
 * <p>The text is what remains after quotes, escapes, indentation and folding are taken away; this walks the written form
 * and the text side by side. It costs the length of the scalar, so it is asked only where a problem is reported.
 */
final class ScalarPositions {
    private final Scalar scalar;
    private final String raw;
    private final int indentation;
    private int at;
    private int blanksEnd;

    private ScalarPositions(Scalar scalar) {
        this.scalar = scalar;
        this.raw = scalar.source().text();
        this.at = contentStart();
        this.indentation = block() ? indentation() : 0;
        skipIndentation();
    }

    static Place place(Scalar scalar, int from, int to) {
        int start = offset(scalar, from);
        int end = to > from ? offset(scalar, to - 1) + 1 : start;
        return scalar.source().place(start, Math.max(start, end));
    }

    /** The offset in the source of the character with this index in the text. */
    static int offset(Scalar scalar, int index) {
        return new ScalarPositions(scalar).find(index);
    }

    private int find(int index) {
        String text = scalar.text();
        int wanted = Math.min(index, text.length());
        for (int passed = 0; passed < wanted; passed++) {
            step(text.charAt(passed));
        }
        if (wanted < text.length()) {
            align(text.charAt(wanted));
        }
        return Math.min(at, Math.max(scalar.start(), scalar.end() - 1));
    }

    /** Passes the written form of one character of the text. */
    private void step(char expected) {
        align(expected);
        if (at >= scalar.end() || secondHalfOfEscape(expected)) {
            return;
        }
        if (startsEscape(raw.charAt(at))) {
            move(escapeLength());
        } else if (scalar.style() == Node.Style.SINGLE_QUOTED && raw.charAt(at) == '\'') {
            move(2);
        } else {
            move(1);
        }
    }

    /** Skips what left no trace in the text: breaks folded away with the blanks around them, escaped breaks. */
    private void align(char expected) {
        while (at < scalar.end() && !secondHalfOfEscape(expected)) {
            char written = raw.charAt(at);
            boolean foldedBreak = written == '\n' && expected == ' ';
            if (foldedBreak || startsEscape(written) || (written == expected && !blankBeforeBreak(written))) {
                return;
            }
            move(written == '\\' ? 2 : 1);
        }
    }

    private void move(int length) {
        at += length;
        skipIndentation();
    }

    private void skipIndentation() {
        if (indentation > 0 && raw.charAt(at - 1) == '\n') {
            for (int skipped = 0; skipped < indentation && at < scalar.end() && raw.charAt(at) == ' '; skipped++) {
                at++;
            }
        }
    }

    /** One escape can make two characters of the text, a surrogate pair. */
    private boolean secondHalfOfEscape(char expected) {
        return Character.isLowSurrogate(expected) && (at >= scalar.end() || raw.charAt(at) != expected);
    }

    /** In a flow scalar the blanks before a line break are dropped with it. */
    private boolean blankBeforeBreak(char written) {
        if (block() || !blank(written)) {
            return false;
        }
        while (blanksEnd <= at || (blanksEnd < scalar.end() && blank(raw.charAt(blanksEnd)))) {
            blanksEnd = Math.max(blanksEnd, at) + 1;
        }
        return blanksEnd < scalar.end() && raw.charAt(blanksEnd) == '\n';
    }

    private static boolean blank(char written) {
        return written == ' ' || written == '\t' || written == '\r';
    }

    private boolean startsEscape(char written) {
        return scalar.style() == Node.Style.DOUBLE_QUOTED
                && written == '\\'
                && at + 1 < scalar.end()
                && raw.charAt(at + 1) != '\n'
                && raw.charAt(at + 1) != '\r';
    }

    private int escapeLength() {
        return switch (raw.charAt(at + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private int contentStart() {
        return switch (scalar.style()) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> scalar.start() + 1;
            case LITERAL, FOLDED -> afterHeader();
            case PLAIN, REFUSED -> scalar.start();
        };
    }

    private int afterHeader() {
        int lineBreak = raw.indexOf('\n', scalar.start());
        return lineBreak < 0 ? scalar.end() : Math.min(lineBreak + 1, scalar.end());
    }

    /** How far a block scalar is indented: as its first line with something on it, or less where the text says so. */
    private int indentation() {
        int line = at;
        while (line < scalar.end()) {
            int content = line;
            while (content < scalar.end() && raw.charAt(content) == ' ') {
                content++;
            }
            if (content < scalar.end() && raw.charAt(content) != '\n' && raw.charAt(content) != '\r') {
                return Math.max(0, content - line - ownBlanks(scalar.text()));
            }
            line = raw.indexOf('\n', content) + 1;
            if (line == 0) {
                break;
            }
        }
        return 0;
    }

    /** Blanks that belong to the text's own first line, as an explicit indentation indicator keeps them. */
    private static int ownBlanks(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\n') {
            start++;
        }
        int end = start;
        while (end < text.length() && text.charAt(end) == ' ') {
            end++;
        }
        return end - start;
    }

    private boolean block() {
        return scalar.style() == Node.Style.LITERAL || scalar.style() == Node.Style.FOLDED;
    }
}
