package dev.tminus.reader;

import dev.tminus.book.Problem.Place;
import dev.tminus.reader.Node.Scalar;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** What YAML allows and a runbook does not, each said in one sentence. */
final class Refusals {
    private static final String WRITE_OUT = "write the value out, or put repeated steps into a group";

    private final Source source;
    private final Problems problems;

    Refusals(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** Whether the node is refused altogether; a value with an anchor can still be read. */
    boolean anchorOrTag(NodeEvent node, Place place) {
        if (node instanceof AliasEvent alias) {
            String written = "*" + alias.getAnchor();
            problems.add(
                    place,
                    Code.TM106,
                    "the alias `%s` is not allowed".formatted(Shorten.to(40, written)),
                    "%s; where text was meant, quote it".formatted(WRITE_OUT));
            return true;
        }
        if (node.getAnchor() != null) {
            problems.add(
                    place,
                    Code.TM106,
                    "the anchor `&%s` is not allowed".formatted(Shorten.to(40, node.getAnchor())),
                    WRITE_OUT);
        }
        String tag = tag(node);
        if (tag == null) {
            return false;
        }
        String shown = source.text()
                        .startsWith("!", source.offsetOf(node.getStartMark().getIndex()))
                ? written(node)
                : tag;
        problems.add(
                place,
                Code.TM107,
                "the tag `%s` is not allowed".formatted(Shorten.to(40, shown)),
                "quote the value if it is an expression or a text that starts with `!`: '%s ...'"
                        .formatted(Shorten.to(30, shown)));
        return true;
    }

    private static String tag(NodeEvent node) {
        if (node instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return node instanceof CollectionStartEvent collection ? collection.getTag() : null;
    }

    private String written(NodeEvent node) {
        String text = source.text();
        int start = source.offsetOf(node.getStartMark().getIndex());
        int end = start;
        while (end < text.length() && end - start < 40 && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    void directives(DocumentStartEvent document) {
        boolean none = document.getVersion() == null
                && (document.getTags() == null || document.getTags().isEmpty());
        if (!none) {
            problems.add(
                    source.place(0, source.line(1).length()),
                    Code.TM108,
                    "directives (`%YAML`, `%TAG`) are not allowed",
                    "delete the lines before `---`");
        }
    }

    void secondDocument(Place place) {
        problems.add(
                place,
                Code.TM108,
                "a second document starts here; a runbook is one document",
                "put it into a file of its own, or delete the `---`");
    }

    void mergeKey(Place place) {
        problems.add(place, Code.TM106, "the merge key `<<` is not allowed", WRITE_OUT);
    }

    void keyOfParts(Place place) {
        problems.add(
                place,
                Code.TM114,
                "a key must be text, this one is a mapping or a list",
                "quote `${{ }}` and other text that starts with `{` or `[`");
    }

    void duplicateKey(Scalar first, Scalar second) {
        problems.add(
                second.place(),
                Code.TM102,
                "the key \"%s\" stands here a second time".formatted(Shorten.to(60, second.text())),
                "keep one of them; the first stands on line %d"
                        .formatted(first.place().line()),
                first.place());
    }

    void number(Scalar scalar) {
        problems.add(
                scalar.place(),
                Code.TM115,
                "the number %s does not fit in 64 bits".formatted(Shorten.to(40, scalar.text())),
                "quote it if it is a text");
    }
}
