package dev.tminus.app.cli.desk;

/** How runs are written: for people, with more detail, as one object, or a line each. */
public enum OutputFormat {
    text,
    wide,
    json,
    jsonl;

    public boolean isForPeople() {
        return this == text || this == wide;
    }
}
