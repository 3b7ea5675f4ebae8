package dev.tminus.reader;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with expressions in it, taken apart: <code>Donations of ${{ run.id }}</code>. Written <code>$${{</code>, the
 * braces stand for themselves.
 */
public record TemplateText(List<Part> parts, List<Mistake> mistakes) {

    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";

    public TemplateText {
        parts = List.copyOf(parts);
        mistakes = List.copyOf(mistakes);
    }

    /** A piece of the text. */
    public sealed interface Part {
        /** Text that stands as it is. */
        record Literal(String text) implements Part {}

        /** An expression, trimmed, and where its source begins in the text. */
        record Code(String source, int offset) implements Part {}
    }

    /** Whether it is one expression and nothing else, so that its value keeps its type. */
    public boolean isOneExpression() {
        return parts.size() == 1 && parts.get(0) instanceof Part.Code;
    }

    /** Whether there is no expression in it. */
    public boolean isPlain() {
        return mistakes.isEmpty() && parts.stream().noneMatch(Part.Code.class::isInstance);
    }

    /** The text as it stands; empty for an empty one. */
    public String plainText() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part instanceof Part.Literal literal ? literal.text() : ""));
        return text.toString();
    }

    /** The parts of a text, in order, neighbouring literals joined. */
    public static TemplateText parse(String text) {
        return new Scanner(text).scan();
    }

    private static final class Scanner {
        private final String text;
        private final List<Part> parts = new ArrayList<>();
        private final List<Mistake> mistakes = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();

        Scanner(String text) {
            this.text = text;
        }

        TemplateText scan() {
            int at = 0;
            while (at < text.length()) {
                int open = text.indexOf(OPEN, at);
                if (open < 0) {
                    literal.append(text, at, text.length());
                    break;
                }
                if (open > at && text.charAt(open - 1) == '$') {
                    literal.append(text, at, open - 1).append(OPEN);
                    at = open + OPEN.length();
                    continue;
                }
                literal.append(text, at, open);
                at = expression(open);
            }
            endLiteral();
            return new TemplateText(parts, mistakes);
        }

        private int expression(int open) {
            int begin = open + OPEN.length();
            int end = ExpressionEnd.find(text, begin);
            if (end < 0) {
                mistakes.add(new Mistake(
                        open,
                        OPEN.length(),
                        Code.TM307,
                        "this `${{` is never closed",
                        "close it with `}}`, or write `$${{` for the braces themselves"));
                return text.length();
            }
            String source = text.substring(begin, end);
            if (source.isBlank()) {
                mistakes.add(new Mistake(
                        open,
                        end + CLOSE.length() - open,
                        Code.TM301,
                        "there is no expression between the braces",
                        ""));
            } else {
                endLiteral();
                parts.add(new Part.Code(
                        source.strip(),
                        begin + source.length() - source.stripLeading().length()));
            }
            return end + CLOSE.length();
        }

        private void endLiteral() {
            if (!literal.isEmpty()) {
                parts.add(new Part.Literal(literal.toString()));
                literal.setLength(0);
            }
        }
    }
}
