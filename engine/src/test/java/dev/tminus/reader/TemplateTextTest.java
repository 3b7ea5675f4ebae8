package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.reader.TemplateText.Part;
import org.junit.jupiter.api.Test;

class TemplateTextTest {

    @Test
    void text_without_expressions_stays_text() {
        TemplateText text = TemplateText.parse("costs $5 {{ not ours }}");

        assertThat(text.isPlain()).isTrue();
        assertThat(text.plainText()).isEqualTo("costs $5 {{ not ours }}");
    }

    @Test
    void one_expression_alone_is_known_as_such() {
        TemplateText text = TemplateText.parse("${{  vars.watch }}");

        assertThat(text.isOneExpression()).isTrue();
        assertThat(text.parts()).containsExactly(new Part.Code("vars.watch", 5));
    }

    @Test
    void a_mixture_is_taken_apart_with_places() {
        assertThat(TemplateText.parse("a ${{ b }}-${{c}} d").parts())
                .containsExactly(
                        new Part.Literal("a "),
                        new Part.Code("b", 6),
                        new Part.Literal("-"),
                        new Part.Code("c", 14),
                        new Part.Literal(" d"));
    }

    @Test
    void braces_inside_texts_and_maps_do_not_end_an_expression() {
        assertThat(TemplateText.parse("${{ {'a': {'b': '}}'}}.a.b + \"}}\" + r'\\' + '\\'}}' }}!")
                        .parts())
                .containsExactly(
                        new Part.Code("{'a': {'b': '}}'}}.a.b + \"}}\" + r'\\' + '\\'}}'", 4), new Part.Literal("!"));
    }

    @Test
    void doubling_the_dollar_keeps_the_braces() {
        TemplateText text = TemplateText.parse("say $${{ this }} ${{ it }}");

        assertThat(text.parts()).containsExactly(new Part.Literal("say ${{ this }} "), new Part.Code("it", 21));
    }

    @Test
    void braces_that_are_never_closed_are_a_mistake() {
        assertThat(TemplateText.parse("a ${{ vars.x }").mistakes())
                .extracting(Mistake::code, Mistake::offset, Mistake::length)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Code.TM307, 2, 3));
    }

    @Test
    void empty_braces_are_a_mistake() {
        assertThat(TemplateText.parse("${{ }}").mistakes())
                .extracting(Mistake::code)
                .containsExactly(Code.TM301);
    }
}
