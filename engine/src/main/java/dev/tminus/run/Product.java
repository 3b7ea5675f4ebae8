package dev.tminus.run;

import dev.tminus.book.Values;
import java.util.Optional;

/** What a step brought forth: its result, what was captured, the fixed inputs of its undo, and what it printed. */
public record Product(Values result, Values captures, Values undo, Optional<OutputRef> output) {
    static final Product NONE = new Product(Values.NONE, Values.NONE, Values.NONE, Optional.empty());
}
