package dev.tminus.reader;

/**
 * A line of a file as a report shows it: harmless for a terminal, and each character as one, so that what points at a
 * column points at the right one.
 */
final class ShownLine {
    private ShownLine() {}

    /** The text with every character a terminal would act on replaced, each by one. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().map(ShownLine::shown).forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** How many columns of a terminal the character takes. */
    static int width(int codePoint) {
        boolean wide = (codePoint >= 0x1100 && codePoint <= 0x115F)
                || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
        if (wide) {
            return 2;
        }
        return Character.getType(codePoint) == Character.NON_SPACING_MARK ? 0 : 1;
    }

    private static int shown(int codePoint) {
        if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
            return ' ';
        }
        int type = Character.getType(codePoint);
        boolean acts = type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED;
        return acts ? 0xFFFD : codePoint;
    }
}
