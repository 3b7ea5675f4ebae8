package dev.tminus.app.cli;

/** How runs are written: for people, with more detail, as one object, or a line each. */
enum OutputFormat {
    text,
    wide,
    json,
    jsonl;

    boolean isForPeople() {
        return this == text || this == wide;
    }
}
