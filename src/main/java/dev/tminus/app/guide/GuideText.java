package dev.tminus.app.guide;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The words of a Markdown block: emphasis is dropped, inline code keeps its backticks, links keep their text. */
final class GuideText extends AbstractVisitor {
    private final StringBuilder words = new StringBuilder();
    private final List<String> links = new ArrayList<>();

    private GuideText() {}

    static String of(Node block) {
        GuideText text = new GuideText();
        text.visitChildren(block);
        return text.words.toString().strip();
    }

    /** Where the links of a block lead, in order. */
    static List<String> links(Node block) {
        GuideText text = new GuideText();
        text.visitChildren(block);
        return text.links;
    }

    @Override
    public void visit(Text text) {
        words.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        String mark = code.getLiteral().contains("`") ? "``" : "`";
        words.append(mark).append(code.getLiteral()).append(mark);
    }

    @Override
    public void visit(Link link) {
        links.add(link.getDestination());
        visitChildren(link);
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        words.append('\n');
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        words.append('\n');
    }
}
