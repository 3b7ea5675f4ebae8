package dev.tminus.reader;

/** Cuts text to a length a message can carry, on one line. */
final class Shorten {
    private Shorten() {}

    static String to(int length, String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= length
                ? line
                : line.substring(0, line.offsetByCodePoints(0, length - 3)) + "...";
    }
}
