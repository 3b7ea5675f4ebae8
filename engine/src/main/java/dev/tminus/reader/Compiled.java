package dev.tminus.reader;

import dev.tminus.book.Expression;
import java.util.List;

/** What became of an expression's source: something that can be evaluated, or what is wrong with it. */
public sealed interface Compiled {

    /** It can be evaluated. */
    record Fine(Expression expression) implements Compiled {}

    /** It cannot; at least one mistake, in the order of the text. */
    record Wrong(List<Mistake> mistakes) implements Compiled {
        public Wrong {
            mistakes = List.copyOf(mistakes);
            if (mistakes.isEmpty()) {
                throw new IllegalArgumentException("a wrong expression has at least one mistake");
            }
        }
    }
}
