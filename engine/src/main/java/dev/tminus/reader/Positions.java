package dev.tminus.reader;

/** Places in a source. CEL counts code points and lines; everything else here counts characters. */
final class Positions {

    private final String source;

    Positions(String source) {
        this.source = source;
    }

    /** The character at a code point. */
    int offset(int codePoint) {
        int points = source.codePointCount(0, source.length());
        return source.offsetByCodePoints(0, Math.max(0, Math.min(codePoint, points)));
    }

    /** The character at a line from 1 and a code point of that line from 0. */
    int offset(int line, int codePoint) {
        int start = 0;
        for (int at = 1; at < line; at++) {
            int newline = source.indexOf('\n', start);
            if (newline < 0) {
                break;
            }
            start = newline + 1;
        }
        int points = source.codePointCount(start, source.length());
        return source.offsetByCodePoints(start, Math.max(0, Math.min(codePoint, points)));
    }

    /** A mistake that begins here. One at the end of the source points at its last character. */
    Mistake mistake(int offset, int length, String code, String message, String help) {
        int begin = Math.max(0, Math.min(offset, source.length() - 1));
        return new Mistake(begin, Math.max(1, Math.min(length, source.length() - begin)), code, message, help);
    }

    /** How long the name is that begins here; 0 where none does. */
    int nameLength(int offset) {
        int end = offset;
        while (end < source.length() && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
            end++;
        }
        return end - offset;
    }
}
