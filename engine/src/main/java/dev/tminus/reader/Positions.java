package dev.tminus.reader;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;

/** Places in a source. CEL counts code points and lines; everything else here counts characters. */
final class Positions {

    private final String source;

    Positions(String source) {
        this.source = source;
    }

    /** The character at a code point. */
    int offset(int codePoint) {
        int points = source.codePointCount(0, source.length());
        return source.offsetByCodePoints(0, Math.max(0, Math.min(codePoint, points)));
    }

    /** The character at a line from 1 and a code point of that line from 0. */
    int offset(int line, int codePoint) {
        int start = 0;
        for (int at = 1; at < line; at++) {
            int newline = source.indexOf('\n', start);
            if (newline < 0) {
                break;
            }
            start = newline + 1;
        }
        int points = source.codePointCount(start, source.length());
        return source.offsetByCodePoints(start, Math.max(0, Math.min(codePoint, points)));
    }

    /** A mistake that begins here. One at the end of the source points at its last character. */
    Mistake mistake(int offset, int length, Code code, String message, String help) {
        int begin = Math.max(0, Math.min(offset, source.length() - 1));
        return new Mistake(begin, Math.max(1, Math.min(length, source.length() - begin)), code, message, help);
    }

    /** Where a name stands at or after a place, and nothing but dots, question marks and blanks between. */
    int find(String name, int from) {
        int at = source.indexOf(name, Math.max(0, from));
        return at < 0 ? from : at;
    }

    /** Where the name stands whose opening parenthesis is here. */
    int findBefore(String name, int parenthesis) {
        int at = source.lastIndexOf(name, parenthesis);
        return at < 0 ? parenthesis : at;
    }

    boolean startsWith(String text, int offset) {
        return source.startsWith(text, offset);
    }

    /** Where a path such as {@code steps.apply.result} begins. */
    int begin(CelAbstractSyntaxTree tree, CelExpr path) {
        CelExpr first = path;
        while (!Trees.children(first).isEmpty()) {
            first = Trees.children(first).get(0);
        }
        return offset(tree.getSource().getPositionsMap().getOrDefault(first.id(), 0));
    }

    /** Where a path ends. */
    int end(CelAbstractSyntaxTree tree, CelExpr expr, Path path) {
        int at = begin(tree, expr);
        for (String part : path.parts()) {
            at = find(part, at) + part.length();
        }
        return at;
    }

    /** How long the quoted text is that begins here, with its quotes. */
    int literalLength(int offset) {
        int quote = offset;
        while (quote < source.length() && source.charAt(quote) != '\'' && source.charAt(quote) != '"') {
            quote++;
        }
        return quote == source.length() ? 1 : ExpressionEnd.afterLiteral(source, offset, quote) - offset;
    }

    /** How long the name is that begins here; 0 where none does. */
    int nameLength(int offset) {
        int end = offset;
        while (end < source.length() && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
            end++;
        }
        return end - offset;
    }
}
