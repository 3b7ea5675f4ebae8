package dev.tminus.app.slack;

import dev.tminus.action.SafeText;

/**
 * Text as Slack may have it. Whatever comes from outside goes into plain-text elements, where nothing is markup; where
 * Slack reads markup, the three characters that begin it are escaped, so that no text mentions anybody.
 */
final class SlackText {

    /** Slack's own limits, in characters. */
    static final int HEADER = 150;

    static final int SECTION = 3000;
    static final int BUTTON = 75;
    static final int CONFIRM = 300;
    /** The whole message; Slack refuses blocks beyond some 13,000 characters although each is legal. */
    static final int FALLBACK = 3000;

    private SlackText() {}

    /** For a plain-text element: controls made visible, never empty, which Slack would refuse. */
    static String plain(String text, int longest) {
        return cut(SafeText.lines(text), longest, text.isBlank() ? "-" : "");
    }

    /** One line for a plain-text element. */
    static String line(String text, int longest) {
        return cut(SafeText.line(text), longest, text.isBlank() ? "-" : "");
    }

    /** For a text that Slack reads as markup. Cut first, so that no escape is cut in two. */
    static String escaped(String text, int longest) {
        return plain(text, longest).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int longest, String whenBlank) {
        if (!whenBlank.isEmpty()) {
            return whenBlank;
        }
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 4;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + " ...";
    }
}
