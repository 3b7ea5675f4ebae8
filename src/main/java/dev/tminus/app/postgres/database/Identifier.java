package dev.tminus.app.postgres.database;

/** A name in SQL. */
public final class Identifier {

    private Identifier() {}

    /** Quoted, so that it can be nothing but a name and its letters stay as they are. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
