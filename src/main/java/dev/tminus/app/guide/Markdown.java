package dev.tminus.app.guide;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Writes Markdown in which every text reads as it is written, whatever characters it holds. */
final class Markdown {
    private static final Pattern SPECIAL =
            Pattern.compile("[\\\\`*<\\[\\]|~]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|&(?=#?\\w+;)");
    private static final Pattern BLOCK_START = Pattern.compile("^(?:[#>+=-])");
    private static final Pattern NUMBER_START = Pattern.compile("^(\\d{1,9})([.)])(?=\\s|$)");
    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final StringBuilder out = new StringBuilder();

    /** A line; {@code depth} counts the list items around it. */
    Markdown line(int depth, String markdown) {
        out.append(markdown.isEmpty() ? "" : "  ".repeat(depth))
                .append(markdown)
                .append('\n');
        return this;
    }

    /** One empty line at most, so that parts need not know what stands before them. */
    Markdown blank() {
        boolean empty = out.length() < 2 || out.substring(out.length() - 2).equals("\n\n");
        return empty ? this : line(0, "");
    }

    /** A paragraph of its own inside a list item. */
    Markdown paragraph(int depth, String markdown) {
        return blank().line(depth, markdown);
    }

    /** Text kept line by line and byte for byte. */
    Markdown fence(int depth, String language, String text) {
        String ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
        blank().line(depth, ticks + language);
        text.lines().forEach(line -> line(depth, line));
        return line(depth, ticks);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** Plain words on one line. */
    static String escaped(String text) {
        String line = BREAKS.matcher(text).replaceAll(" ").strip();
        String inline = SPECIAL.matcher(line).replaceAll("\\\\$0");
        String start = BLOCK_START.matcher(inline).replaceFirst("\\\\$0");
        return NUMBER_START.matcher(start).replaceFirst("$1\\\\$2");
    }

    /** Code on one line. */
    static String code(String text) {
        String line = BREAKS.matcher(text).replaceAll(" ").strip();
        String ticks = "`".repeat(longestRun(line) + 1);
        String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return line.isEmpty() ? "" : ticks + pad + line + pad + ticks;
    }

    private static int longestRun(String text) {
        return Arrays.stream(text.split("[^`]+")).mapToInt(String::length).max().orElse(0);
    }
}
