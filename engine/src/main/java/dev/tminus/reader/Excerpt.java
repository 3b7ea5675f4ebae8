package dev.tminus.reader;

import dev.tminus.book.Problem.Place;

/** The line of a problem with a caret under it; of a very long line only the part around the caret. */
final class Excerpt {
    private static final int WIDTH = 120;
    private static final int BEFORE = 60;

    private Excerpt() {}

    static String of(Source source, Place place) {
        int[] line = ShownLine.of(source.line(place.line())).codePoints().toArray();
        int caret = Math.min(place.column() - 1, line.length);
        int from = line.length <= WIDTH ? 0 : Math.max(0, Math.min(caret - BEFORE, line.length - WIDTH));
        int to = Math.min(line.length, from + WIDTH);
        int end = Math.max(caret + 1, Math.min(place.endColumn() - 1, to));
        String number = Integer.toString(place.line());
        String margin = " ".repeat(number.length());
        String cutBefore = from > 0 ? "..." : "";
        return "  %s | %s%s%s%n  %s | %s%s%n"
                .formatted(
                        number,
                        cutBefore,
                        new String(line, from, to - from),
                        to < line.length ? "..." : "",
                        margin,
                        " ".repeat(cutBefore.length() + width(line, from, caret)),
                        "^".repeat(Math.max(1, width(line, caret, end))))
                .replace("\r\n", "\n");
    }

    private static int width(int[] line, int from, int to) {
        int width = 0;
        for (int at = from; at < to; at++) {
            width += at < line.length ? ShownLine.width(line[at]) : 1;
        }
        return width;
    }
}
