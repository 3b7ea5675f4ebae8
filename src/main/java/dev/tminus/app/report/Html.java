package dev.tminus.app.report;

import dev.tminus.action.SafeText;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG that are well-formed XML and in which every text is a text, whatever it holds: terminal escapes
 * become visible, markup is escaped.
 */
final class Html {

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    Html open(String element, String... attributes) {
        begin(element, attributes).append('>');
        open.push(element);
        return this;
    }

    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes so many elements, then begins a new line. */
    Html close(int elements) {
        for (int i = 0; i < elements; i++) {
            close();
        }
        out.append('\n');
        return this;
    }

    /** An element without content. */
    Html empty(String element, String... attributes) {
        begin(element, attributes).append("/>");
        return this;
    }

    Html text(String text) {
        escape(SafeText.lines(text));
        return this;
    }

    /** An element with nothing but a text. */
    Html leaf(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** A style sheet of this program, which needs no escaping. */
    Html style(String css) {
        if (css.contains("<")) {
            throw new IllegalArgumentException("a style sheet holds no '<'");
        }
        out.append("<style>").append(css).append("</style>\n");
        return this;
    }

    int length() {
        return out.length();
    }

    /** The whole, once every element is closed. */
    String document() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements are still open: " + open);
        }
        return out.toString();
    }

    private StringBuilder begin(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(SafeText.lines(attributes[i + 1]));
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                // No XML document may hold these two.
                case '\ufffe', '\uffff' -> out.append('\ufffd');
                default -> out.append(c);
            }
        }
    }
}
