package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetAddress;
import dev.tminus.app.postgres.lint.Conditions;
import dev.tminus.app.postgres.lint.Conditions.Grouping;
import dev.tminus.app.postgres.lint.Finding;
import dev.tminus.app.postgres.lint.Linter;
import dev.tminus.app.postgres.risk.DatabaseFacts;
import dev.tminus.app.postgres.risk.RiskLook;
import dev.tminus.app.postgres.risk.RiskProblems;
import dev.tminus.book.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is risky in the text of a {@code sql} step. */
public final class SqlRisks {

    private SqlRisks() {}

    /** Sized by the rows of the tables it is for, reading catalogs only; without a file it is named after the step. */
    static List<Problem> of(ActionContext context) {
        Inputs inputs = new Inputs(context.inputs());
        if (inputs.flag("read_only")) {
            return List.of();
        }
        Path shown = Path.of(inputs.text("file").orElse("sql of " + context.step()));
        return RiskLook.on(context, Target.Mode.STATEMENTS, connection -> {
            boolean alone = SqlEnd.of(inputs) == SqlEnd.EACH_ALONE;
            String text = SqlText.of(context).text();
            TargetAddress address = Target.of(context).address();
            boolean timeout = Optional.ofNullable(address.session().get("lock_timeout"))
                    .filter(millis -> !millis.equals("0"))
                    .isPresent();
            Linter linter = new Linter(DatabaseFacts.of(connection, address.schema()));
            return RiskProblems.in(shown, check(text, linter, alone, timeout));
        });
    }

    /**
     * Of a text that may hold variables.
     *
     * @param alone whether each statement stands alone, rather than all in one transaction
     * @param timeout whether each statement waits for its lock no longer than a lock_timeout
     */
    public static List<Finding> check(String text, Linter linter, boolean alone, boolean timeout) {
        Grouping grouping = alone ? Grouping.EACH_ALONE : Grouping.ONE_TRANSACTION;
        return linter.check(PsqlVariables.blanked(text), new Conditions(grouping, timeout, false));
    }
}
