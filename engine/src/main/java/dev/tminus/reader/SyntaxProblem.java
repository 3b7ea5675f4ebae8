package dev.tminus.reader;

import dev.tminus.book.Problem.Place;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says what the YAML parser stumbled over in words that help.
 *
 * <p>The parser names tokens; authors know lines. Most of these errors are one of a few: a tab, a colon or a bracket in
 * a text that is not quoted, an indentation that fits nothing, a quote that never ends.
 */
final class SyntaxProblem {
    private static final String QUOTE = "quote the whole text: '...' takes everything but ' as it is";

    private final MarkedYAMLException error;
    private final Source source;
    private final int offset;

    private SyntaxProblem(MarkedYAMLException error, Source source) {
        this.error = error;
        this.source = source;
        Mark mark = error.getProblemMark() == null ? error.getContextMark() : error.getProblemMark();
        this.offset = mark == null
                ? 0
                : Math.min(source.offsetOf(mark.getIndex()), source.text().length());
    }

    static void report(MarkedYAMLException error, Source source, Problems problems) {
        new SyntaxProblem(error, source).report(problems);
    }

    private void report(Problems problems) {
        String problem = String.valueOf(error.getProblem());
        String context = String.valueOf(error.getContext());
        if (problem.contains("(TAB)")) {
            problems.add(here(), Code.TM113, "a tab stands in the indentation", "indent with spaces");
        } else if (problem.contains("directive") || context.contains("directive")) {
            problems.add(
                    here(),
                    Code.TM108,
                    "directives (`%YAML`, `%TAG`) are not allowed",
                    "delete the line, or quote the text");
        } else if (problem.startsWith("mapping values are not allowed") && misplacedKey()) {
            problems.add(
                    here(),
                    Code.TM101,
                    "this line is indented as if it belonged to the text of the line before",
                    "align it with its neighbours");
        } else if (problem.startsWith("mapping values are not allowed")) {
            problems.add(here(), Code.TM114, "`: ` in a text that is not quoted", colonHelp());
        } else if (context.contains("quoted scalar")) {
            quoted(problem, problems);
        } else if (context.contains("flow")) {
            flow(context, problems);
        } else if (problem.contains("cannot start any token")) {
            problems.add(
                    here(),
                    Code.TM114,
                    "a text must not start with `%s` unless it is quoted".formatted(character()),
                    QUOTE);
        } else if (context.contains("an alias") || context.contains("an anchor")) {
            problems.add(here(), Code.TM106, "anchors and aliases are not allowed", QUOTE);
        } else if (context.contains("tag")) {
            problems.add(here(), Code.TM107, "tags are not allowed", QUOTE);
        } else if (problem.startsWith("found undefined tag")) {
            problems.add(here(), Code.TM107, "tags are not allowed", QUOTE);
        } else {
            structure(problem, context, problems);
        }
    }

    private void structure(String problem, String context, Problems problems) {
        if (context.contains("block collection") || context.contains("block mapping")) {
            problems.add(
                    here(),
                    Code.TM101,
                    "this line fits neither the list nor the mapping it stands in",
                    "align it with its neighbours; the %s started on line %d"
                            .formatted(context.contains("mapping") ? "mapping" : "list", line(error.getContextMark())));
        } else if (problem.contains("could not find expected ':'")) {
            problems.add(here(), Code.TM101, "a `:` is missing after the key", "write `key: value`, or quote the text");
        } else if (problem.contains("sequence entries are not allowed")) {
            problems.add(
                    here(),
                    Code.TM101,
                    "a list entry cannot start here",
                    "start it on a line of its own, or quote the text");
        } else if (context.contains("block scalar")) {
            problems.add(
                    here(),
                    Code.TM101,
                    "only `|` or `>` with `+`, `-` or a digit may stand here",
                    "begin the text on the next line");
        } else {
            problems.add(
                    here(),
                    Code.TM101,
                    "this is not YAML: " + Shorten.to(120, problem),
                    "check quotes and indentation");
        }
    }

    private void quoted(String problem, Problems problems) {
        if (problem.contains("unknown escape") || problem.contains("escape sequence")) {
            problems.add(
                    here(),
                    Code.TM101,
                    "`\\` starts no known escape here",
                    "write `\\\\` for a backslash, or use single quotes, in which it stands for itself");
        } else {
            problems.add(
                    start(),
                    Code.TM101,
                    "the quote that opens here is never closed",
                    "close it, and write '' for a ' inside single quotes");
        }
    }

    private void flow(String context, Problems problems) {
        String what = context.contains("mapping") ? "{ }" : "[ ]";
        boolean unclosed = offset >= source.text().length() || character().equals(" ");
        if (unclosed) {
            problems.add(
                    start(),
                    Code.TM101,
                    "the `%s` that opens here is never closed".formatted(what.substring(0, 1)),
                    "close it");
            return;
        }
        problems.add(
                here(),
                Code.TM114,
                "inside `%s` a text with `%s` must be quoted".formatted(what, character()),
                "%s; in `%s` the characters ? , [ ] { } and `: ` end a text".formatted(QUOTE, what));
    }

    /** Whether the line begins with a key, which then stands too far to the right to be one. */
    private boolean misplacedKey() {
        int start = source.text().lastIndexOf('\n', offset - 1) + 1;
        return source.text().substring(start, offset).matches("\\s+[A-Za-z_][A-Za-z0-9_.]*");
    }

    private String colonHelp() {
        String line = source.line(source.lineAt(offset)).strip();
        return line.contains(" ? ")
                ? "quote the whole expression: '%s'".formatted(Shorten.to(60, afterKey(line)))
                : "quote the whole text, or check the indentation of this line";
    }

    private static String afterKey(String line) {
        int colon = line.indexOf(": ");
        return colon < 0 ? line : line.substring(colon + 2);
    }

    private String character() {
        return offset < source.text().length()
                ? new String(Character.toChars(source.text().codePointAt(offset))).replaceAll("\\s", " ")
                : "the end of the file";
    }

    private Place here() {
        int end = offset < source.text().length() && source.text().charAt(offset) != '\n' ? offset + 1 : offset;
        return source.place(offset, end);
    }

    private Place start() {
        Mark mark = error.getContextMark();
        int from = mark == null ? offset : source.offsetOf(mark.getIndex());
        return source.place(from, from + 1);
    }

    private static int line(Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
