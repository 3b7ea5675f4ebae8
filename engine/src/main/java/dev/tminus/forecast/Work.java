package dev.tminus.forecast;

/** What kind of work a statement does with a table, and with what its time grows. */
public enum Work {
    /** Reads every row: SET NOT NULL, ADD CHECK. */
    SCAN,
    /** Copies the table into a new file and builds its indexes anew. */
    REWRITE,
    /** Reads every row and sorts. */
    INDEX,
    /** Reads every row and looks each one up elsewhere. */
    VALIDATE,
    /** Writes rows in place. */
    UPDATE,
    /** Writes rows in batches, each its own transaction. */
    BACKFILL,
    /** Takes as long whatever the table's size: a change of the catalog alone. */
    FIXED;

    /** The amount of work in a table of that size; its unit does not matter, only that time is a straight line over it. */
    double amount(TableSize size) {
        return switch (this) {
            case SCAN, REWRITE, VALIDATE -> size.bytes();
            case INDEX -> size.bytes() * Math.log(Math.max(Math.E, (double) size.rows()));
            case UPDATE, BACKFILL -> size.rows();
            case FIXED -> 0;
        };
    }

    /** How many times as much it writes to a table as large as the second than to one as large as the first. */
    double growth(TableSize from, TableSize to) {
        return switch (this) {
            case REWRITE, INDEX, UPDATE, BACKFILL ->
                from.rows() > 0
                        ? (double) to.rows() / from.rows()
                        : from.bytes() > 0 ? (double) to.bytes() / from.bytes() : 1;
            case SCAN, VALIDATE, FIXED -> 1;
        };
    }
}
