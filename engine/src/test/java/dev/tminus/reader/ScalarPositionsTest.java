package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarPositionsTest {
    /** In each text the stretch between the angle brackets must be found where it was written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: one <two> three",
                "a: 'it''s <two>'",
                "a: \"tab\\t and \\u00e9 \\\\ <two>\"",
                "a: \"\\U0001F600 <two>\"",
                "a: one\n  folded <two>",
                "a: one   \n\n\n  after blank lines <two>",
                "a: 'one\n\n  two   \n  <two>'",
                "a: \"one \\\n  two \\\n   <two>\"",
                "a: |\n  first\n    deeper <two>\n",
                "a: |\n\n  first\n\n\n  <two>\n",
                "a: |2\n    first\n  second <two>\n",
                "a: >\n  folded\n  line <two>\n\n  after\n",
                "a: >-\n  folded\n\n  line\n    more\n    indented\n  <two>\n",
                "a: |\r\n  windows\r\n  lines <two>\r\n",
                "a: \uD83D\uDE00 <two>",
            })
    void a_stretch_of_text_is_found_where_it_was_written(String text) {
        Problems problems = new Problems();
        Source source = new SourceDecoder("t", problems)
                .decode(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        Node root = YamlText.parse(source, problems).orElseThrow();
        Scalar scalar = (Scalar) ((Mapping) root).get("a").orElseThrow();

        int from = scalar.text().indexOf("<two>");
        int offset = ScalarPositions.offset(scalar, from);

        assertThat(source.text().substring(offset, offset + 5)).isEqualTo("<two>");
        assertThat(ScalarPositions.offset(scalar, from + 4)).isEqualTo(offset + 4);
    }
}
