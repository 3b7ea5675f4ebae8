package dev.tminus.app.postgres.trace;

import java.sql.SQLException;
import java.util.List;

/** A statement did what its rehearsal did not, and was not committed. */
public final class OutsideContract extends SQLException {

    /** Beside the server's own codes, which have five characters. */
    public static final String CODE = "CONTRACT";

    private static final long serialVersionUID = 1;

    /** @param statement which one, as the beginning of a sentence */
    public OutsideContract(String statement, List<String> differences) {
        super(
                "%s does what its rehearsal did not: it %s. Nothing was committed. Rehearse again on a copy like this database, or let it pass with contract: report"
                        .formatted(statement, String.join("; it ", differences)),
                CODE);
    }
}
