package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Trial;
import dev.tminus.action.TrialRoom;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.TrialSession;
import dev.tminus.book.Durations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A {@code sql} step, tried in the transaction of a trial. */
final class SqlTrial {

    private SqlTrial() {}

    static Trial of(ActionContext context, TrialRoom room) {
        SqlEnd end = SqlEnd.of(new Inputs(context.inputs()));
        if (end == SqlEnd.EACH_ALONE) {
            return new Trial.NotTried("its statements each stand alone (transaction: none) and cannot be taken back");
        }
        SqlText text = SqlText.of(context);
        TrialSession.Leaves leaves = end == SqlEnd.COMMIT ? TrialSession.Leaves.ITS_WORK : TrialSession.Leaves.NOTHING;
        return TrialSession.perform(context, room, leaves, session -> {
            if (end == SqlEnd.READ_ONLY) {
                session.execute("set transaction read only");
            }
            return statements(context, session, text);
        });
    }

    private static Trial statements(ActionContext context, TrialSession session, SqlText text) {
        long start = System.nanoTime();
        long count = 0;
        for (SqlStatement.Bound bound : text.statements()) {
            try {
                count = execute(session, bound);
            } catch (SQLException failed) {
                return session.fails(context, bound.trouble(failed));
            }
        }
        int statements = text.statements().size();
        return new Trial.Works("%d statement%s in %s; the last gave or changed %d row%s"
                .formatted(
                        statements,
                        statements == 1 ? "" : "s",
                        Durations.text(Duration.ofNanos(System.nanoTime() - start)),
                        count,
                        count == 1 ? "" : "s"));
    }

    private static long execute(TrialSession session, SqlStatement.Bound bound) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(SqlRun.PORTION);
            if (!statement.execute(bound.sql())) {
                return Math.max(0, statement.getUpdateCount());
            }
            try (ResultSet rows = statement.getResultSet()) {
                return RowReader.read(rows).count();
            }
        }
    }
}
