package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.trouble.Failing;
import dev.tminus.app.postgres.trouble.Troubleshooting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the database says is behind an error, asked in a session of its own: that of the step is closed by then. */
final class SqlTrouble {

    private SqlTrouble() {}

    /** A line break and each line; nothing where nothing is known. */
    static String behind(ActionContext context, @Nullable SQLException failed, SqlStatement.@Nullable Bound statement) {
        if (failed == null || statement == null || !Troubleshooting.knows(String.valueOf(failed.getSQLState()))) {
            return "";
        }
        Failing failing = new Failing(
                failed.getSQLState(), ServerError.named(failed), statement.sql(), Optional.empty(), Map.of());
        try (Connection again = Target.of(context).open()) {
            return context.masker()
                    .mask(Troubleshooting.lines(again, failing).stream()
                            .map(line -> "\n" + line)
                            .collect(Collectors.joining()));
        } catch (SQLException | TargetRefused unreachable) {
            return "";
        }
    }
}
