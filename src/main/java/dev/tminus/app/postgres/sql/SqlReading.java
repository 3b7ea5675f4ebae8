package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.grammar.Grammar;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.SyntaxMistake;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.List;

/** What a {@code sql} step would send, as PostgreSQL's grammar reads it. */
public final class SqlReading {

    private SqlReading() {}

    /** Its statements; what the grammar does not read is left out. */
    public static List<Statement> statements(ActionContext context) {
        List<Statement> all = new ArrayList<>();
        try {
            for (SqlStatement.Bound bound : SqlText.of(context).statements()) {
                all.addAll(Grammar.parse(bound.sql()).statements());
            }
            return all;
        } catch (TargetRefused | SyntaxMistake unreadable) {
            return all;
        }
    }

    /** Whether a step with these inputs may leave something behind. */
    public static boolean leavesSomething(Values inputs) {
        try {
            return !SqlEnd.of(new Inputs(inputs.map())).leavesNothing();
        } catch (TargetRefused unclear) {
            return false;
        }
    }
}
