package dev.tminus.app.postgres.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Divides SQL text into statements and finds psql's variables in them, as PostgreSQL itself would read the text.
 *
 * <p>Strings, quoted names, dollar quotes and comments (nested ones too) are passed over whole, so neither a semicolon
 * nor a variable inside them counts. A semicolon inside brackets (rules) or inside a {@code BEGIN ATOMIC} body of a
 * function does not end a statement.
 */
final class SqlScanner {

    private static final Set<String> BODIES = Set.of("FUNCTION", "PROCEDURE");

    private final String text;
    private final List<SqlStatement> statements = new ArrayList<>();

    private int at;
    private int begin = -1;
    private int brackets;
    private int body;
    private final List<String> words = new ArrayList<>();
    private final List<SqlStatement.Variable> variables = new ArrayList<>();

    private SqlScanner(String text) {
        this.text = text;
    }

    static List<SqlStatement> statements(String text) {
        SqlScanner scanner = new SqlScanner(text);
        while (scanner.at < text.length()) {
            scanner.next();
        }
        scanner.end(text.length());
        return List.copyOf(scanner.statements);
    }

    private void next() {
        char c = text.charAt(at);
        if (looking("--")) {
            at = after("\n", at);
        } else if (looking("/*")) {
            comment();
        } else if (Character.isWhitespace(c) || c == '\uFEFF') {
            at++;
        } else if (c == ';' && brackets == 0 && body == 0) {
            end(at);
            at++;
        } else {
            if (begin < 0) {
                begin = at;
            }
            token(c);
        }
    }

    private void token(char c) {
        switch (c) {
            case '\'', '"' -> quoted(c, false);
            case '$' -> dollar();
            case ':' -> colon();
            case '\\' ->
                throw new SqlMistake(
                        line(at),
                        "a backslash outside a string belongs to psql; write the statement itself, or run psql");
            case '(' -> {
                brackets++;
                at++;
            }
            case ')' -> {
                brackets = Math.max(0, brackets - 1);
                at++;
            }
            default -> {
                if (nameBegins(c)) {
                    word();
                } else if (Character.isDigit(c)) {
                    at = nameEnd(at);
                } else {
                    at++;
                }
            }
        }
    }

    private void word() {
        int start = at;
        at = nameEnd(at);
        String word = text.substring(start, at);
        if (word.equalsIgnoreCase("e") && at < text.length() && text.charAt(at) == '\'') {
            quoted('\'', true);
            return;
        }
        if (words.size() < SqlStatement.LEADING_WORDS) {
            words.add(word.toUpperCase(Locale.ROOT));
        }
        if (!words.get(0).equals("CREATE") || words.stream().noneMatch(BODIES::contains)) {
            return;
        }
        if (word.equalsIgnoreCase("begin") || (body > 0 && word.equalsIgnoreCase("case"))) {
            body++;
        } else if (body > 0 && word.equalsIgnoreCase("end")) {
            body--;
        }
    }

    private void quoted(char quote, boolean backslashes) {
        int start = at;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (backslashes && c == '\\') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                at += 2;
            } else {
                at++;
                return;
            }
        }
        throw new SqlMistake(line(start), "a quote is not closed");
    }

    private void dollar() {
        int tagEnd = at + 1;
        while (tagEnd < text.length() && text.charAt(tagEnd) != '$' && nameGoesOn(text.charAt(tagEnd))) {
            tagEnd++;
        }
        boolean quotes = tagEnd < text.length()
                && text.charAt(tagEnd) == '$'
                && (tagEnd == at + 1 || nameBegins(text.charAt(at + 1)));
        if (!quotes) {
            at++;
            return;
        }
        String tag = text.substring(at, tagEnd + 1);
        int close = text.indexOf(tag, tagEnd + 1);
        if (close < 0) {
            throw new SqlMistake(line(at), "the dollar quote %s is not closed".formatted(tag));
        }
        at = close + tag.length();
    }

    private void colon() {
        if (looking("::") || looking(":=")) {
            at += 2;
            return;
        }
        int open = at + 1;
        char quote = open < text.length() ? text.charAt(open) : ' ';
        int close = open + 1;
        while (close < text.length() && (nameGoesOn(text.charAt(close)) && text.charAt(close) != '$')) {
            close++;
        }
        boolean variable = (quote == '\'' || quote == '"')
                && close > open + 1
                && close < text.length()
                && text.charAt(close) == quote;
        if (!variable) {
            at++;
            return;
        }
        variables.add(new SqlStatement.Variable(
                text.substring(open + 1, close),
                quote == '\'' ? SqlStatement.Kind.LITERAL : SqlStatement.Kind.IDENTIFIER,
                at - begin,
                close + 1 - begin));
        at = close + 1;
    }

    private void comment() {
        int start = at;
        int depth = 0;
        do {
            if (looking("/*")) {
                depth++;
                at += 2;
            } else if (looking("*/")) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        if (depth > 0) {
            throw new SqlMistake(line(start), "a comment is not closed");
        }
    }

    private void end(int position) {
        if (begin >= 0) {
            statements.add(
                    new SqlStatement(text.substring(begin, position).stripTrailing(), line(begin), words, variables));
        }
        begin = -1;
        brackets = 0;
        body = 0;
        words.clear();
        variables.clear();
    }

    private boolean looking(String what) {
        return text.startsWith(what, at);
    }

    private int after(String what, int from) {
        int found = text.indexOf(what, from);
        return found < 0 ? text.length() : found + what.length();
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < text.length() && nameGoesOn(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean nameBegins(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    }

    private static boolean nameGoesOn(char c) {
        return nameBegins(c) || c == '$' || (c >= '0' && c <= '9');
    }

    private int line(int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
