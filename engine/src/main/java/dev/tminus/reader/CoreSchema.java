package dev.tminus.reader;

import dev.tminus.book.Nothing;
import java.util.regex.Pattern;

/**
 * What a plain scalar means by the core schema of YAML 1.2: {@code no}, {@code on} and {@code 12:30} are text, {@code
 * 0o14} is twelve and {@code 014} is fourteen.
 */
final class CoreSchema {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private CoreSchema() {}

    static Object value(String plain) {
        return switch (plain) {
            case "", "~", "null", "Null", "NULL" -> Nothing.NOTHING;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> numberOrText(plain);
        };
    }

    /** Whether it is a number by its form that no 64 bits hold: too long an integer, an infinity, not a number. */
    static boolean tooLarge(String plain) {
        if (!mayBeNumber(plain)) {
            return false;
        }
        return NOT_FINITE.matcher(plain).matches() || (looksLikeNumber(plain) && value(plain) instanceof String);
    }

    private static boolean looksLikeNumber(String plain) {
        return DECIMAL.matcher(plain).matches()
                || OCTAL.matcher(plain).matches()
                || HEXADECIMAL.matcher(plain).matches()
                || FLOAT.matcher(plain).matches();
    }

    private static Object numberOrText(String plain) {
        if (!mayBeNumber(plain)) {
            return plain;
        }
        try {
            if (DECIMAL.matcher(plain).matches()) {
                return Long.parseLong(plain);
            }
            if (OCTAL.matcher(plain).matches()) {
                return Long.parseLong(plain.substring(2), 8);
            }
            if (HEXADECIMAL.matcher(plain).matches()) {
                return Long.parseLong(plain.substring(2), 16);
            }
            if (FLOAT.matcher(plain).matches()) {
                double number = Double.parseDouble(plain);
                return Double.isFinite(number) ? (Object) number : plain;
            }
        } catch (NumberFormatException beyond64Bits) {
            return plain;
        }
        return plain;
    }

    /** Spares most scalars the patterns: a number starts with a digit, a sign or a point. */
    private static boolean mayBeNumber(String plain) {
        char first = plain.isEmpty() ? ' ' : plain.charAt(0);
        return !plain.isEmpty()
                && plain.length() <= 400
                && ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.');
    }
}
