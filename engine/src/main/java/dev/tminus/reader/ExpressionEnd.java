package dev.tminus.reader;

/** Finds where an expression inside text ends: at the first {@code }}} outside its texts and its own braces. */
final class ExpressionEnd {

    private ExpressionEnd() {}

    /** Where the closing braces begin, or -1. */
    static int find(String text, int begin) {
        int depth = 0;
        int at = begin;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                at = afterLiteral(text, begin, at);
                continue;
            }
            if (c == '}' && depth == 0 && text.startsWith("}}", at)) {
                return at;
            }
            if (c == '{') {
                depth++;
            } else if (c == '}' && depth > 0) {
                depth--;
            }
            at++;
        }
        return -1;
    }

    /** Where the text goes on after the quoted one that begins here. */
    static int afterLiteral(String text, int begin, int quote) {
        boolean raw = quote > begin && (text.charAt(quote - 1) == 'r' || text.charAt(quote - 1) == 'R');
        String one = text.substring(quote, quote + 1);
        String mark = text.startsWith(one.repeat(3), quote) ? one.repeat(3) : one;
        int at = quote + mark.length();
        while (at < text.length() && !text.startsWith(mark, at)) {
            at += text.charAt(at) == '\\' && !raw ? 2 : 1;
        }
        return at + mark.length();
    }
}
