package dev.tminus.app.report;

import java.util.Locale;
import java.util.stream.Stream;

/** Shapes of a drawing, each with the class that the style sheet knows it by. */
record SvgCanvas(Html html) {

    /** Where a shape lies, from the upper left corner. */
    record Box(double x, double y, double width, double height) {}

    void rect(String look, Box box, String... more) {
        html.empty(
                "rect",
                Stream.concat(
                                Stream.of(
                                        "class",
                                        look,
                                        "x",
                                        number(box.x()),
                                        "y",
                                        number(box.y()),
                                        "width",
                                        number(box.width()),
                                        "height",
                                        number(box.height())),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    /** A line from top to bottom. */
    void upright(String look, double x, double top, double bottom) {
        html.empty("line", "class", look, "x1", number(x), "x2", number(x), "y1", number(top), "y2", number(bottom));
    }

    void label(String look, double x, double y, String text) {
        html.leaf("text", text, "class", look, "x", number(x), "y", number(y));
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
