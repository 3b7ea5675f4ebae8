package dev.tminus.app.postgres.grammar;

/**
 * A place in a text.
 *
 * @param offset in Java's characters, from 0
 * @param line from 1
 * @param column in code points, from 1
 */
public record Place(int offset, int line, int column) {

    public Place {
        if (offset < 0 || line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "place must lie in the text, was offset %d, line %d, column %d".formatted(offset, line, column));
        }
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
