package dev.tminus.reader;

import dev.cel.common.CelIssue;
import java.util.List;

/** What CEL's parser found, in words for the person who wrote it. */
final class SyntaxMistakes {

    private SyntaxMistakes() {}

    /** The first only: what a parser finds after its first stumble is noise. */
    static List<Mistake> of(String source, List<CelIssue> issues) {
        CelIssue first = issues.get(0);
        Positions positions = new Positions(source);
        int offset = positions.offset(
                first.getSourceLocation().getLine(), first.getSourceLocation().getColumn());
        return List.of(positions.mistake(offset, 1, "TM301", "this is not an expression: " + first.getMessage(), ""));
    }
}
