package dev.tminus.book;

/** The value {@code null} of YAML, JSON and SQL, as a value that may stand in lists and maps. */
public enum Nothing {
    NOTHING;

    @Override
    public String toString() {
        return "null";
    }
}
