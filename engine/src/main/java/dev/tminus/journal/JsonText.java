package dev.tminus.journal;

import java.math.BigInteger;

/** Writes the pieces of a canonical JSON line. */
final class JsonText {
    /** Numbers beyond this are rewritten by readers that keep numbers as floats. */
    static final long LARGEST = 1L << 53;

    private static final char SHOWN_NUL = '\u2400';
    private static final char REPLACEMENT = '\uFFFD';

    private JsonText() {}

    static void integer(long value, StringBuilder out) {
        if (value > LARGEST || value < -LARGEST) {
            throw new IllegalArgumentException("integer must lie within 2^53, was " + BigInteger.valueOf(value));
        }
        out.append(value);
    }

    /**
     * Quotes a text. Every control character is escaped, so that a line shown on a terminal cannot steer it; NUL, which
     * PostgreSQL cannot keep, becomes its visible sign, and half a surrogate pair the replacement character.
     */
    static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                character(c, out);
            }
        }
        out.append('"');
    }

    private static void character(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\0' -> out.append(SHOWN_NUL);
            default -> {
                if (Character.isSurrogate(c)) {
                    out.append(REPLACEMENT);
                } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029') {
                    out.append("\\u%04x".formatted((int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
