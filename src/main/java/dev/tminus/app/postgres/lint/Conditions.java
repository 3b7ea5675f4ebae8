package dev.tminus.app.postgres.lint;

/**
 * How a script will be run.
 *
 * @param lockTimeout the session that runs it has one already
 * @param searchPath the session that runs it pins it
 */
public record Conditions(Grouping grouping, boolean lockTimeout, boolean searchPath) {

    /** A file of which nothing is known but its text. */
    public static final Conditions UNKNOWN = new Conditions(Grouping.EACH_ALONE, false, false);

    /** Which statements share a transaction, where the text itself says nothing. */
    public enum Grouping {
        EACH_ALONE,
        /** The whole text, in one message: a transaction where there are several statements. */
        ONE_MESSAGE,
        ONE_TRANSACTION
    }

    /** As it is for a script of so many statements. */
    Conditions of(int statements) {
        boolean alone = grouping == Grouping.ONE_MESSAGE && statements < 2;
        return alone ? new Conditions(Grouping.EACH_ALONE, lockTimeout, searchPath) : this;
    }

    boolean oneTransaction() {
        return grouping != Grouping.EACH_ALONE;
    }
}
