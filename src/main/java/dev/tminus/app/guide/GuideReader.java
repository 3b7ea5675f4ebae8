package dev.tminus.app.guide;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads Markdown bytes as a {@link Guide}. */
final class GuideReader {
    /** The largest guide that is read: as much as a runbook file may hold. */
    static final int MAX_BYTES = 4 << 20;

    /** Deeper nesting is read as plain text, so that no input can exhaust the stack. */
    private static final int MAX_NESTING = 50;

    private GuideReader() {}

    static Guide read(byte[] markdown, String file) {
        if (markdown.length > MAX_BYTES) {
            throw new GuideException("%s has %d bytes; a guide may have at most %d. Split it and draft the parts."
                    .formatted(file, markdown.length, MAX_BYTES));
        }
        Node document = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(MAX_NESTING)
                .maxInlineNesting(MAX_NESTING)
                .build()
                .parse(text(markdown, file));
        SectionTree tree = new SectionTree();
        GuideParts.of(document, tree);
        return tree.guide();
    }

    /** Decodes strictly: a guide in another encoding would otherwise reach the runbook with characters replaced. */
    private static String text(byte[] markdown, String file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(markdown);
        CharBuffer chars = CharBuffer.allocate(markdown.length);
        CoderResult result = decoder.decode(bytes, chars, true);
        try {
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            throw new GuideException(notText(bytes, file));
        }
        String text = chars.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String notText(ByteBuffer bytes, String file) {
        long line = 1;
        for (int i = 0; i < bytes.position(); i++) {
            line += bytes.get(i) == '\n' ? 1 : 0;
        }
        return "%s is not UTF-8 text: byte 0x%02X in line %d. Save it as UTF-8 and try again."
                .formatted(file, bytes.get(bytes.position()), line);
    }
}
