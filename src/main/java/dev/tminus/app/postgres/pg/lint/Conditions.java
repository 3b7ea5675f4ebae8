package dev.tminus.app.postgres.pg.lint;

/**
 * How a script will be run.
 *
 * @param oneTransaction the whole text is one transaction
 * @param lockTimeout the session that runs it has one already
 * @param searchPath the session that runs it pins it
 */
public record Conditions(boolean oneTransaction, boolean lockTimeout, boolean searchPath) {

    /** A file of which nothing is known but its text. */
    public static final Conditions UNKNOWN = new Conditions(false, false, false);
}
