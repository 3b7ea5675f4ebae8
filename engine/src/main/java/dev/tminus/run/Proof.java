package dev.tminus.run;

import java.util.Locale;

/** What came of trying a way back on a copy of the database. */
public enum Proof {
    /** Schema and rows are what they were. */
    EXACT(""),
    /** The schema is what it was; rows are not. */
    SCHEMA_ONLY("rows differ"),
    /** The schema is another one. */
    CHANGED("schema differs"),
    /** The undo failed. */
    FAILED("undo failed"),
    /** There is nothing to undo it with. */
    NONE("no undo"),
    /** It could not be found out. */
    NOT_TRIED("not tried");

    private final String shortcoming;

    Proof(String shortcoming) {
        this.shortcoming = shortcoming;
    }

    /** As people read it: {@code SCHEMA ONLY}. */
    public String words() {
        return name().replace('_', ' ');
    }

    /** As programs read it: {@code schema_only}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it lacks, in two words; empty for {@link #EXACT}. */
    public String shortcoming() {
        return shortcoming;
    }
}
