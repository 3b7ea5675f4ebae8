package dev.tminus.action;

import java.util.regex.Pattern;

/**
 * Makes text from outside harmless on a terminal and honest to the eye.
 *
 * <p>Colours are dropped; every other control character, everything that reorders or hides text, and a lone carriage
 * return (which would let a later word cover an earlier one) becomes visible or a line break. Pure.
 */
public final class SafeText {

    /** Colours and other renditions: {@code ESC [ 31 m}. They say nothing a reader would miss. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

    private SafeText() {}

    /** Several lines: line breaks and tabs stay. */
    public static String lines(String text) {
        return escape(COLOUR.matcher(text).replaceAll(""), true);
    }

    /** One line: line breaks and tabs become visible too. */
    public static String line(String text) {
        return escape(COLOUR.matcher(text).replaceAll(""), false);
    }

    private static String escape(String text, boolean lines) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\r' && lines) {
                boolean partOfLineEnd = at < text.length() && text.charAt(at) == '\n';
                safe.append(partOfLineEnd ? "" : "\n");
            } else if (lines && (c == '\n' || c == '\t')) {
                safe.appendCodePoint(c);
            } else if (isHarmful(c)) {
                safe.append(visible(c));
            } else {
                safe.appendCodePoint(c);
            }
        }
        return safe.toString();
    }

    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            // Scripts such as Persian and emoji need the two joiners; they reorder and hide nothing.
            case Character.FORMAT -> c != 0x200c && c != 0x200d;
            default -> false;
        };
    }

    private static String visible(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0x1b -> "\\e";
            default ->
                c < 0x100 ? "\\x%02x".formatted(c) : c < 0x10000 ? "\\u%04x".formatted(c) : "\\u{%x}".formatted(c);
        };
    }
}
