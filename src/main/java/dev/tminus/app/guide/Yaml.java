package dev.tminus.app.guide;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes the lines of a YAML 1.2 file. Text that could be read as anything but itself is quoted; scripts keep their
 * bytes in block scalars, or escaped where a block scalar could not hold them.
 */
final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_+./()%,;=!' -]*|\\d{1,6}(?:ms|[smhd])");
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}\\x{feff}\\x{fffe}\\x{ffff}]+");
    private static final Set<String> NOT_TEXT = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder text = new StringBuilder();

    Yaml line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
        return this;
    }

    Yaml blank() {
        text.append('\n');
        return this;
    }

    Yaml comment(int depth, String words) {
        return line(
                depth,
                words.isEmpty()
                        ? "#"
                        : "# " + UNPRINTABLE.matcher(harmless(words)).replaceAll(" "));
    }

    /** A value of one line; it may not hold an expression, so that text of the guide never becomes one. */
    Yaml entry(int depth, String key, String value) {
        return line(depth, key + ": " + scalar(harmless(value)));
    }

    Yaml list(int depth, String key, List<String> values) {
        return line(
                depth,
                key + ": [" + String.join(", ", values.stream().map(Yaml::flow).toList()) + "]");
    }

    /** Text of any number of lines. */
    Yaml text(int depth, String key, String value) {
        String words = harmless(value);
        return words.contains("\n") ? block(depth, key, words) : line(depth, key + ": " + scalar(words));
    }

    /** A script, byte for byte. */
    Yaml block(int depth, String key, String value) {
        if (!fitsBlock(value)) {
            return line(depth, key + ": " + quoted(value));
        }
        line(depth, key + ": |" + (value.endsWith("\n\n") ? "+" : value.endsWith("\n") ? "" : "-"));
        String body = value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
        for (String part : body.split("\n", -1)) {
            text.append(part.isEmpty() ? "" : "  ".repeat(depth + 1))
                    .append(part)
                    .append('\n');
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Breaks a dollar sign before two braces apart: in a runbook it would start an expression. */
    static String harmless(String value) {
        return value.replace("${{", "$ {{");
    }

    static String scalar(String value) {
        boolean plain = PLAIN.matcher(value).matches()
                && !value.endsWith(" ")
                && !NOT_TEXT.contains(value.toLowerCase(Locale.ROOT));
        return plain ? value : quoted(value);
    }

    /** A value inside a flow list, where a comma would end it. */
    static String flow(String value) {
        return value.contains(",") ? quoted(value) : scalar(value);
    }

    /** Block scalars cannot hold control characters, and lose their indentation when they begin with white space. */
    private static boolean fitsBlock(String value) {
        return !value.isBlank()
                && !Character.isWhitespace(value.charAt(0))
                && value.chars().allMatch(c -> c == '\n' || c == '\t' || printable(c))
                && value.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
    }

    private static boolean printable(int c) {
        return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff && c < 0xfffe);
    }

    static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> out.append(printable(c) ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
        }
        return out.append('"').toString();
    }
}
