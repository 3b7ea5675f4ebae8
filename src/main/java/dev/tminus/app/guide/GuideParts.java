package dev.tminus.app.guide;

import dev.tminus.app.guide.Guide.Mark;
import dev.tminus.app.guide.Guide.Part;
import dev.tminus.app.guide.Guide.Part.Code;
import dev.tminus.app.guide.Guide.Part.Entry;
import dev.tminus.app.guide.Guide.Part.Label;
import dev.tminus.app.guide.Guide.Part.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;

/** Turns the blocks of a parsed Markdown document into the parts of a guide. */
final class GuideParts {
    private static final Pattern BOX = Pattern.compile("\\[[ xX]](?:\\s+|$)");

    /** What may follow the bold words of a label: a remark in parentheses, a colon, and then text of its own. */
    private static final Pattern AFTER_BOLD = Pattern.compile("\\s*(\\([^()\\n]*\\))?\\s*(?::(.*)|)", Pattern.DOTALL);

    private GuideParts() {}

    static void of(Node document, SectionTree tree) {
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                tree.section(heading.getLevel(), unlabelled(GuideText.of(heading)), line(block));
            } else if (block instanceof BlockQuote) {
                of(block, tree);
            } else {
                parts(block, part -> {
                    if (part instanceof Label label) {
                        tree.section(Guide.LABEL, label.title(), label.line());
                    } else {
                        tree.part(part);
                    }
                });
            }
        }
    }

    private static void parts(Node block, Consumer<Part> out) {
        if (block instanceof Paragraph) {
            paragraph(block, out);
        } else if (block instanceof FencedCodeBlock code) {
            out.accept(new Code(language(code.getInfo()), code.getLiteral(), line(block)));
        } else if (block instanceof IndentedCodeBlock code) {
            out.accept(new Code("", code.getLiteral(), line(block)));
        } else if (block instanceof ListBlock) {
            Mark mark = block instanceof OrderedList ? Mark.NUMBER : Mark.BULLET;
            children(block, item -> out.accept(entry(item, mark)));
        } else if (block instanceof Heading heading) {
            out.accept(new Label(unlabelled(GuideText.of(heading)), line(block)));
        } else {
            children(block, child -> parts(child, out));
        }
    }

    private static void paragraph(Node paragraph, Consumer<Part> out) {
        String text = GuideText.of(paragraph);
        Optional<Label> label = label(paragraph, text, out);
        if (label.isEmpty() && !text.isBlank()) {
            out.accept(new Prose(text, line(paragraph)));
        }
    }

    /** Reads {@code **Symptoms**: text} as the label and, behind it, its text. */
    private static Optional<Label> label(Node paragraph, String text, Consumer<Part> out) {
        if (!(paragraph.getFirstChild() instanceof StrongEmphasis bold)) {
            return Optional.empty();
        }
        String words = GuideText.of(bold);
        boolean closed = words.endsWith(":");
        Matcher after = AFTER_BOLD.matcher(text.substring(Math.min(words.length(), text.length())));
        if (!closed && !after.matches()) {
            return Optional.empty();
        }
        String remark = closed || after.group(1) == null ? "" : " " + after.group(1);
        String rest = closed ? text.substring(words.length()) : after.group(2) == null ? "" : after.group(2);
        Label label = new Label(unlabelled(words) + remark, line(paragraph));
        out.accept(label);
        if (!rest.isBlank()) {
            out.accept(new Prose(rest.strip(), line(paragraph)));
        }
        return Optional.of(label);
    }

    private static Entry entry(Node item, Mark listMark) {
        Node first = item.getFirstChild();
        String text = first instanceof Paragraph ? GuideText.of(first) : "";
        List<String> links = first instanceof Paragraph ? GuideText.links(first) : List.of();
        Matcher box = BOX.matcher(text);
        boolean checked = box.lookingAt();
        List<Part> details = new ArrayList<>();
        for (Node child = first instanceof Paragraph ? first.getNext() : first;
                child != null;
                child = child.getNext()) {
            parts(child, details::add);
        }
        String words = (checked ? text.substring(box.end()) : text)
                .replaceAll("\\s+", " ")
                .strip();
        return new Entry(checked ? Mark.CHECK : listMark, unlabelled(words), line(item), links, details);
    }

    private static String unlabelled(String words) {
        String text = words.replaceAll("\\s+", " ").strip();
        return text.endsWith(":") ? text.substring(0, text.length() - 1).strip() : text;
    }

    private static String language(String info) {
        String[] words = info.strip().split("[\\s{,:]", 2);
        return words[0].toLowerCase(Locale.ROOT);
    }

    private static int line(Node node) {
        for (Node at = node; at != null; at = at.getFirstChild()) {
            if (!at.getSourceSpans().isEmpty()) {
                return at.getSourceSpans().get(0).getLineIndex() + 1;
            }
        }
        return 1;
    }

    private static void children(Node node, Consumer<Node> visit) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            visit.accept(child);
        }
    }
}
