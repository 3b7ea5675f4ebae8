package dev.tminus.app.report;

import dev.tminus.action.SafeText;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes Markdown in which every text is a text: no markup, no table border, no code begins inside it. */
final class Md {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]#!|~<>$&@]|^[+-](?= )|(?<=^\\d{1,9})[.)]");

    private final StringBuilder out = new StringBuilder();

    /** A text as it stands in a line or a cell. */
    static String text(String text) {
        String safe = SafeText.line(text);
        return SPECIAL.matcher(safe).replaceAll(found -> switch (found.group().charAt(0)) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            // An address in a forge would call people.
            case '@' -> "&#64;";
            // In a word it does nothing.
            case '_' -> isInside(safe, found.start()) ? found.group() : "\\\\" + found.group();
            default -> "\\\\\\" + found.group();
        });
    }

    private static boolean isInside(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }

    Md heading(int level, String title) {
        out.append('\n')
                .append("#".repeat(level))
                .append(' ')
                .append(text(title))
                .append("\n\n");
        return this;
    }

    Md paragraph(String text) {
        out.append(text(text)).append("\n\n");
        return this;
    }

    Md strong(String text) {
        out.append("**").append(text(text)).append("**\n\n");
        return this;
    }

    Md item(String text) {
        out.append("- ").append(text(text)).append('\n');
        return this;
    }

    Md fact(String name, String value) {
        out.append("- **").append(text(name)).append(":** ").append(text(value)).append('\n');
        return this;
    }

    Md blank() {
        out.append('\n');
        return this;
    }

    Md head(String... names) {
        row(names);
        out.append("|").append(" --- |".repeat(names.length)).append('\n');
        return this;
    }

    Md row(String... cells) {
        out.append(Stream.of(cells).map(Md::text).collect(Collectors.joining(" | ", "| ", " |\n")));
        return this;
    }

    /** Lines as they are, between fences longer than any run of backticks in them. */
    Md block(String lines) {
        String safe = SafeText.lines(lines);
        int longest = Pattern.compile("`+")
                .matcher(safe)
                .results()
                .mapToInt(found -> found.end() - found.start())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        out.append(fence)
                .append("text\n")
                .append(safe)
                .append(safe.endsWith("\n") ? "" : "\n")
                .append(fence)
                .append("\n\n");
        return this;
    }

    String document() {
        return out.toString();
    }
}
