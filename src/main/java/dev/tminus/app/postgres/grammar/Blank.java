package dev.tminus.app.postgres.grammar;

/** What stands between statements and means nothing: white space and comments. */
final class Blank {

    private Blank() {}

    /** Where the first token begins, at most {@code end}. */
    static int after(String text, int start, int end) {
        int at = start;
        while (at < end) {
            int next = step(text, at, end);
            if (next == at) {
                return at;
            }
            at = next;
        }
        return end;
    }

    private static int step(String text, int at, int end) {
        if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
            return at + 1;
        }
        if (text.startsWith("--", at)) {
            int line = text.indexOf('\n', at);
            return line < 0 ? end : line + 1;
        }
        return text.startsWith("/*", at) ? comment(text, at, end) : at;
    }

    /** PostgreSQL's comments nest. */
    private static int comment(String text, int start, int end) {
        int depth = 0;
        int at = start;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < end);
        return at;
    }
}
