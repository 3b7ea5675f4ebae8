package dev.tminus.reader;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL's parser found, in words for the person who wrote it. */
final class SyntaxMistakes {

    private static final Pattern UNEXPECTED = Pattern.compile(
            "(?:mismatched|extraneous) input '(.*?)' expecting.*|no viable alternative at input '(.*)'",
            Pattern.DOTALL);
    private static final Pattern UNREADABLE = Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);

    private static final Pattern MISSING = Pattern.compile("missing '(.*?)' at '(.*)'", Pattern.DOTALL);

    private static final Map<String, String> MEANT = Map.of(
            "and", "write && for and",
            "or", "write || for or",
            "not", "write ! for not",
            "is", "write == to compare",
            "=", "write == to compare",
            "&", "write && for and",
            "|", "write || for or",
            "then", "write a choice as condition ? one : other",
            "}", "braces inside an expression come in pairs");

    private SyntaxMistakes() {}

    /** The first only: what a parser finds after its first stumble is noise. */
    static List<Mistake> of(String source, List<CelIssue> issues) {
        Positions positions = new Positions(source);
        CelIssue first = issues.get(0);
        int offset = positions.offset(
                first.getSourceLocation().getLine(), first.getSourceLocation().getColumn());
        return List.of(mistake(positions, offset, first.getMessage()));
    }

    private static Mistake mistake(Positions positions, int offset, String raw) {
        Matcher unreadable = UNREADABLE.matcher(raw);
        if (unreadable.matches()) {
            return unreadable(positions, offset, unreadable.group(1).strip());
        }
        Matcher unexpected = UNEXPECTED.matcher(raw);
        if (unexpected.matches()) {
            String token = unexpected.group(1) == null ? unexpected.group(2) : unexpected.group(1);
            return token.contains("<EOF>")
                    ? positions.mistake(
                            offset,
                            1,
                            Code.TM301,
                            "the expression is not complete; something is missing at its end",
                            "")
                    : unexpected(positions, offset, token);
        }
        Matcher missing = MISSING.matcher(raw);
        if (missing.matches()) {
            boolean end = missing.group(2).equals("<EOF>");
            return positions.mistake(
                    offset,
                    1,
                    Code.TM301,
                    "a `%s` is missing %s".formatted(missing.group(1), end ? "at the end" : "before this"),
                    "");
        }
        if (raw.startsWith("reserved identifier: ")) {
            return keptWord(positions, offset, raw.substring("reserved identifier: ".length()));
        }
        if (raw.contains("has() macro")) {
            return positions.mistake(offset, 1, Code.TM301, "has(...) needs a field, as in has(a.b)", "");
        }
        if (raw.contains("simple name") || raw.contains("simple identifier")) {
            return positions.mistake(
                    offset, 1, Code.TM301, "the first argument names the item, as in list.all(x, x > 0)", "");
        }
        if (raw.contains("recursion limit")) {
            return positions.mistake(
                    0, 1, Code.TM301, "the expression is nested too deeply", "move parts of it into vars or set");
        }
        if (raw.contains("code point size exceeds")) {
            return positions.mistake(
                    0,
                    1,
                    Code.TM301,
                    "the expression is longer than 10,000 characters",
                    "move parts of it into vars or set");
        }
        return positions.mistake(offset, 1, Code.TM301, "this is not an expression: " + raw, "");
    }

    private static Mistake unreadable(Positions positions, int offset, String token) {
        boolean text = token.startsWith("'") || token.startsWith("\"");
        String sign = token.isEmpty() ? token : token.substring(0, 1);
        return positions.mistake(
                offset,
                text ? token.length() : 1,
                Code.TM301,
                text ? "this text has no closing quote" : "`%s` has no meaning in an expression".formatted(sign),
                MEANT.getOrDefault(sign, ""));
    }

    private static Mistake keptWord(Positions positions, int offset, String word) {
        return positions.mistake(
                offset,
                word.length(),
                Code.TM301,
                "`%s` is a word of the language and cannot be a name".formatted(word),
                "");
    }

    private static Mistake unexpected(Positions positions, int offset, String token) {
        if (token.startsWith(".") && token.length() > 1) {
            return keptWord(positions, offset, token.substring(1));
        }
        return positions.mistake(
                offset,
                token.length(),
                Code.TM301,
                "`%s` is not expected here".formatted(Shorten.to(20, token)),
                MEANT.getOrDefault(token, ""));
    }
}
