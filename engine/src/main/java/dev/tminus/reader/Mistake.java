package dev.tminus.reader;

/**
 * Something wrong in an expression, in words for the person who wrote it.
 *
 * @param offset where it begins in the source, in characters from 0
 * @param length how many characters it spans, at least 1
 * @param help what to do, one sentence; may be empty
 */
public record Mistake(int offset, int length, Code code, String message, String help) {

    public Mistake {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("a mistake needs a place, was %d+%d".formatted(offset, length));
        }
    }

    /** The same mistake further on, for a source that stands inside a longer text. */
    public Mistake shifted(int by) {
        return new Mistake(offset + by, length, code, message, help);
    }
}
