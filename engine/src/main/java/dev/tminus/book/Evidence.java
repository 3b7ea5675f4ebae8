package dev.tminus.book;

/** Something a person must or may attach when they say a step is done. */
public record Evidence(String name, Kind kind, boolean required) {

    /** What is attached. A file is kept by digest. */
    public enum Kind {
        TEXT,
        URL,
        FILE
    }
}
